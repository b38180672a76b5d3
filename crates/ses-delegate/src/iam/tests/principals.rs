//! Who is meant by a principal.

use serde_json::json;

use super::*;

const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/mailer/s1";
const ROLE: &str = "arn:aws:iam::111122223333:role/mailer";
const FEDERATED: &str = "arn:aws:sts::111122223333:federated-user/ann";

#[test]
fn principals_name_accounts_users_roles_and_sessions() {
    let (yes, no, unknown) = (Decision::Allowed, Decision::NotAllowed, Decision::CannotTell);
    for (principal, caller, expected) in [
        (json!("*"), USER, yes),
        (json!({ "AWS": "*" }), SESSION, yes),
        (json!({ "AWS": "111122223333" }), SESSION, yes),
        (json!({ "AWS": "111122223333" }), "111122223333", yes),
        (json!({ "AWS": "arn:aws:iam::111122223333:root" }), FEDERATED, yes),
        (json!({ "AWS": "444455556666" }), "111122223333", no),
        (json!({ "AWS": USER }), USER, yes),
        (json!({ "AWS": "arn:aws:iam::111122223333:user/a/delegate" }), USER, no),
        (json!({ "AWS": "arn:aws:iam::111122223333:user/Delegate" }), USER, no),
        (json!({ "AWS": "arn:aws-us-gov:iam::111122223333:user/delegate" }), USER, no),
        (json!({ "AWS": USER }), SESSION, no),
        (json!({ "AWS": USER }), "arn:aws:iam::111122223333:root", no),
        (json!({ "AWS": USER }), "111122223333", unknown),
        (json!({ "AWS": USER }), "444455556666", no),
        (json!({ "AWS": USER }), FEDERATED, unknown),
        (json!({ "AWS": ROLE }), SESSION, yes),
        (json!({ "AWS": ROLE }), ROLE, yes),
        (json!({ "AWS": ROLE }), USER, no),
        // A session's ARN does not tell the role's path.
        (json!({ "AWS": "arn:aws:iam::111122223333:role/team/mailer" }), SESSION, yes),
        (json!({ "AWS": "arn:aws:iam::111122223333:role/other" }), SESSION, no),
        (json!({ "AWS": SESSION }), SESSION, yes),
        (json!({ "AWS": SESSION }), "arn:aws:sts::111122223333:assumed-role/mailer/s2", no),
        (json!({ "AWS": SESSION }), ROLE, unknown),
        (json!({ "AWS": FEDERATED }), FEDERATED, yes),
        (json!({ "AWS": "AIDAJQABLZS4A3QDU576Q" }), USER, no),
        (json!({ "Federated": "cognito-identity.amazonaws.com" }), SESSION, no),
        (json!({ "CanonicalUser": "79a59df900b949e55d96a1e698fbaced" }), USER, no),
        (json!({ "Service": ["a.amazonaws.com"], "AWS": [USER] }), USER, yes),
    ] {
        let members = json!({ "Principal": principal });
        let answer = ask(owner(&policy(&members)).unwrap(), caller, &Context::complete());
        assert_eq!(answer.decision, expected, "{principal} for {caller}: {answer:#?}");
    }
}

/// Within an account it matters how closely the caller is named.
#[test]
fn the_closest_name_counts() {
    let everybody = json!(["*", "111122223333", ROLE, SESSION]);
    let members = json!({ "Principal": { "AWS": everybody } });
    let answer = ask(owner(&policy(&members)).unwrap(), SESSION, &Context::complete());
    assert_eq!(answer.statements[0].grantee, Some(Grantee::Session));
}

#[test]
fn not_principal_excepts_who_is_named_whole() {
    let account = "111122223333";
    for (named, caller, expected) in [
        (json!([USER, account]), USER, Decision::Allowed),
        (json!([SESSION, ROLE, account]), SESSION, Decision::Allowed),
        (json!([account]), "arn:aws:iam::111122223333:root", Decision::Allowed),
        (json!(["444455556666"]), USER, Decision::Denied),
        (json!([USER]), "arn:aws:iam::444455556666:user/delegate", Decision::Denied),
        (json!([USER]), USER, Decision::CannotTell),
        (json!([account]), USER, Decision::CannotTell),
        (json!([ROLE, account]), SESSION, Decision::CannotTell),
        (json!([USER]), account, Decision::CannotTell),
        (json!([account]), account, Decision::CannotTell),
        (json!(["444455556666"]), account, Decision::Denied),
        (json!([FEDERATED, account]), FEDERATED, Decision::Allowed),
    ] {
        let mut deny = statement(&json!({ "Principal": null }));
        deny["NotPrincipal"] = json!({ "AWS": named });
        deny["Effect"] = "Deny".into();
        let allow = statement(&json!({ "Principal": "*" }));
        let policy = json!({ "Version": "2012-10-17", "Statement": [allow, deny] });
        let answer = ask(owner(&policy).unwrap(), caller, &Context::complete());
        assert_eq!(answer.decision, expected, "{named} for {caller}: {answer:#?}");
    }
}

/// "Always", AWS says: whatever the values of `NotPrincipal`.
#[test]
fn not_principal_excepts_nobody_with_a_boundary() {
    let mut deny = statement(&json!({ "Principal": null, "Effect": "Deny" }));
    deny["NotPrincipal"] = json!({ "AWS": [USER, "111122223333"] });
    let allow = statement(&json!({ "Principal": "*" }));
    let policy = json!({ "Version": "2012-10-17", "Statement": [allow, deny] });
    for (keys, expected) in [
        (Context::complete(), Decision::Allowed),
        (Context::complete().with_boundary(true), Decision::Denied),
        (Context::partial(), Decision::CannotTell),
        (Context::partial().with_boundary(false), Decision::Allowed),
    ] {
        assert_eq!(ask(owner(&policy).unwrap(), USER, &keys).decision, expected, "{keys:?}");
    }
}
