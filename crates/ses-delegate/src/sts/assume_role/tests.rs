use serde_json::json;

use super::*;

const ANSWER: &str = r#"<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleResult>
    <SourceIdentity>Alice</SourceIdentity>
    <AssumedRoleUser>
      <Arn>arn:aws:sts::123456789012:assumed-role/demo/Session</Arn>
      <AssumedRoleId>ARO123EXAMPLE123:Session</AssumedRoleId>
    </AssumedRoleUser>
    <Credentials>
      <AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId>
      <SecretAccessKey>PLANTED/secret+key=</SecretAccessKey>
      <SessionToken>
       PLANTED/session+token==
      </SessionToken>
      <Expiration>2026-01-15T12:34:56Z</Expiration>
    </Credentials>
    <PackedPolicySize>8</PackedPolicySize>
  </AssumeRoleResult>
</AssumeRoleResponse>"#;

fn read(status: u16, body: &str) -> Result<AssumeRoleResponse, Rejection> {
    AssumeRole::interpret(&Response { status, headers: &[], body: body.as_bytes() })
}

#[test]
fn credentials_are_read_and_never_shown() {
    let answer = read(200, ANSWER).unwrap();
    let credentials = &answer.credentials.credentials;
    assert_eq!(credentials.dangerous_secret_access_key(), "PLANTED/secret+key=");
    assert_eq!(credentials.dangerous_session_token(), Some("PLANTED/session+token=="));
    assert!(!format!("{answer:?}").contains("PLANTED"));
    assert_eq!(
        serde_json::to_value(&answer).unwrap(),
        json!({
            "Credentials": {
                "AccessKeyId": "ASIAIOSFODNN7EXAMPLE",
                "Expiration": "2026-01-15T12:34:56Z",
            },
            "AssumedRoleUser": {
                "AssumedRoleId": "ARO123EXAMPLE123:Session",
                "Arn": "arn:aws:sts::123456789012:assumed-role/demo/Session",
            },
            "PackedPolicySize": 8,
            "SourceIdentity": "Alice",
        })
    );
}

#[test]
fn an_answer_that_cannot_be_read_shows_no_secret_either() {
    for (status, body) in [
        (200, ANSWER.replace("</AssumeRoleResponse>", "")),
        (200, ANSWER.replace("ASIA", "asia")),
        (200, ANSWER.replace("2026-01-15", "soon")),
        (200, ANSWER.replace("AssumeRoleResult", "OtherResult")),
        (200, format!("<E><Error><Code>X</Code><Message>PLANTED</Message></Error>{ANSWER}</E>")),
        (302, ANSWER.to_owned()),
        (500, ANSWER.to_owned()),
        (200, ANSWER[..ANSWER.find("</Secret").unwrap()].to_owned()),
        (200, ANSWER.chars().flat_map(|char| [char, '\0']).collect()),
        (200, r#"{"Credentials":{"secretAccessKey":"PLANTED"}}"#.to_owned()),
    ] {
        let rejection = read(status, &body).unwrap_err();
        let json = serde_json::to_string(&rejection).unwrap();
        let shown = format!("{rejection} {rejection:?} {json}").replace("\\0", "");
        assert!(!shown.contains("PLANTED"), "{shown}");
        assert!(shown.contains("bytes, not shown"), "{shown}");
    }
    let page = "<html>Sign in to the network</html>";
    assert_eq!(read(200, page).unwrap_err().body, page);
    let refusal = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>User is not authorized</Message></Error></ErrorResponse>";
    let rejection = read(403, refusal).unwrap_err();
    assert_eq!(
        (rejection.code.as_deref(), rejection.body.as_str()),
        (Some("AccessDenied"), refusal)
    );
}

#[test]
fn every_member() {
    let input = json!({
        "RoleArn": "arn:aws:iam::123456789012:role/demo",
        "RoleSessionName": "Session",
        "PolicyArns": [{ "arn": "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
        "Policy": "{}",
        "DurationSeconds": 43200,
        "Tags": [{ "Key": "Project", "Value": "" }],
        "TransitiveTagKeys": ["Project"],
        "ExternalId": "ab",
        "SerialNumber": "GAHT12345678",
        "TokenCode": "012345",
        "SourceIdentity": "Alice",
        "ProvidedContexts": [{
            "ProviderArn": "arn:aws:iam::aws:contextProvider/IdentityCenter",
            "ContextAssertion": "assertion",
        }],
        "MinimumSessionTokenSize": 0,
    });
    let input = AssumeRole::from_json(&input.to_string()).unwrap();
    let form = input.request().parameters();
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(
        form,
        [
            ("RoleArn", "arn:aws:iam::123456789012:role/demo"),
            ("RoleSessionName", "Session"),
            ("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
            ("Policy", "{}"),
            ("DurationSeconds", "43200"),
            ("Tags.member.1.Key", "Project"),
            ("Tags.member.1.Value", ""),
            ("TransitiveTagKeys.member.1", "Project"),
            ("ExternalId", "ab"),
            ("SerialNumber", "GAHT12345678"),
            ("TokenCode", "012345"),
            ("SourceIdentity", "Alice"),
            (
                "ProvidedContexts.member.1.ProviderArn",
                "arn:aws:iam::aws:contextProvider/IdentityCenter"
            ),
            ("ProvidedContexts.member.1.ContextAssertion", "assertion"),
            ("MinimumSessionTokenSize", "0"),
        ]
    );
}

#[test]
fn bounds_are_named_by_their_path() {
    let wrong = |members: &str| {
        let json = format!(
            r#"{{"RoleArn":"arn:aws:iam::123456789012:role/demo","RoleSessionName":"me",{members}}}"#
        );
        let error = AssumeRole::from_json(&json).unwrap_err();
        (error.code().to_owned(), error.field().to_owned())
    };
    let policy = r#"{"arn":"arn:aws:iam::aws:policy/a"}"#;
    for (members, code, field) in [
        (r#""DurationSeconds":899"#.to_owned(), "number.range", "DurationSeconds"),
        (r#""DurationSeconds":43201"#.to_owned(), "number.range", "DurationSeconds"),
        (format!(r#""PolicyArns":[{}]"#, [policy; 11].join(",")), "list.length", "PolicyArns"),
        (r#""Tags":[{"Key":"<","Value":""}]"#.to_owned(), "session_tag.key", "Tags[0].Key"),
        (r#""TokenCode":"12345""#.to_owned(), "token_code.syntax", "TokenCode"),
    ] {
        assert_eq!(wrong(&members), (code.to_owned(), field.to_owned()));
    }
}
