//! Policies the server must not load.

use crate::client::at;

#[test]
fn what_cannot_be_enforced_is_not_loaded() {
    let arn = "arn:aws:ses:us-east-1:111122223333:identity/silent.example";
    let fixed = format!("\"Effect\": \"Allow\", \"Resource\": \"{arn}\"");
    let good = "\"Principal\": \"*\", \"Action\": \"ses:*\"";
    for (document, part) in [
        ("{".to_owned(), "expected JSON"),
        ("[]".to_owned(), "expected an object, but found a list"),
        ("{\"Statement\": []}".to_owned(), "Statement: expected one or more statements"),
        ("{\"Version\": \"2012-10-18\", \"Statement\": []}".to_owned(), "Version: expected \"2012-10-17\""),
        (format!("{{\"Statement\": {{{fixed}, {good}, \"NotPrincipal\": \"*\"}}}}"), "Principal or NotPrincipal, but found both"),
        (format!("{{\"Statement\": {{{fixed}, {good}, \"Effect\": \"Deny\"}}}}"), "the member 'Effect' twice"),
        (format!("{{\"Statement\": [{{\"Sid\": \"A\", {fixed}, {good}}}, {{\"Sid\": \"A\", {fixed}, {good}}}]}}"), "Statement[1].Sid: expected each Sid once"),
        (format!("{{\"Statement\": {{{fixed}, {good}, \"Conditions\": {{}}}}}}"), "found 'Conditions'"),
        (format!("{{\"Statement\": {{{fixed}, \"Principal\": {{\"Federated\": \"x\"}}, \"Action\": \"*\"}}}}"), "Principal.Federated"),
        (format!("{{\"Statement\": {{{fixed}, \"Principal\": {{\"AWS\": \"arn:aws:iam::444455556666:role/*\"}}, \"Action\": \"*\"}}}}"), "without wildcards"),
        (format!("{{\"Statement\": {{{fixed}, \"Principal\": {{\"AWS\": \"4444\"}}, \"Action\": \"*\"}}}}"), "found '4444'"),
        (format!("{{\"Statement\": {{{fixed}, \"Principal\": \"*\", \"Action\": \"s3:*\"}}}}"), "an action of ses:"),
        (format!("{{\"Statement\": {{{fixed}, \"Principal\": \"*\"}}}}"), "Action or NotAction"),
        ("{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"arn:aws:ses:us-east-1:111122223333:identity/x.example\"}}".to_owned(), "this identity's ARN"),
        (format!("{{\"Statement\": {{{fixed}, {good}, \"Condition\": {{\"BinaryEquals\": {{\"ses:FromAddress\": \"1\"}}}}}}}}"), "found 'BinaryEquals'"),
        (format!("{{\"Statement\": {{{fixed}, {good}, \"Condition\": {{\"StringEquals\": {{\"ses:TemplateName\": \"o\"}}}}}}}}"), "found 'ses:TemplateName'"),
        (format!("{{\"Statement\": {{{fixed}, {good}, \"Condition\": {{\"Bool\": {{\"aws:SecureTransport\": \"yes\"}}}}}}}}"), "true or false"),
        (format!("{{\"Version\": \"2012-10-17\", \"Statement\": {{{fixed}, {good}, \"Condition\": {{\"StringLike\": {{\"ses:FromAddress\": \"${{aws:PrincipalTag/x}}@x\"}}}}}}}}"), "in a policy variable"),
        (format!("{{\"Statement\": {{{fixed}, {good}, \"Condition\": {{\"IpAddress\": {{\"aws:SourceIp\": \"1.2.3.4/33\"}}}}}}}}"), "address range"),
    ] {
        let world = format!(
            "[[account]]\nid = \"111122223333\"\nname = \"owner\"\n[[identity]]\naccount = \"111122223333\"\n\
             region = \"us-east-1\"\nname = \"silent.example\"\n[[identity.policy]]\nname = \"p\"\n\
             document = '''{document}'''\n"
        );
        let error = ses_local::World::parse("w.toml", &world, at(0)).unwrap_err().to_string();
        assert!(error.contains(part), "{document}: {error}");
        assert!(error.starts_with("w.toml:10: [[identity]] 'silent.example', policy 'p', document: "), "{error}");
    }
}
