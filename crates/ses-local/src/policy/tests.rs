//! The evaluator against cases another evaluator decided, and a few of its own.

use std::{io::Write, path::Path};

use serde_json::{Value, json};

use super::{Context, Policy, Verdict, evaluate};
use crate::world::{Caller, NamedPolicy};

const ARN: &str = "arn:aws:ses:us-east-1:111122223333:identity/owner.example";

/// A policy that does not load allows nothing.
fn allowed(document: &Value, caller: &Caller, action: &str, arn: &str, context: &Context) -> bool {
    let Ok(policy) = Policy::parse(&document.to_string(), arn) else { return false };
    let policies = [NamedPolicy { name: "p".into(), document: String::new(), policy }];
    matches!(evaluate(&policies, caller, action, arn, context), Verdict::Allowed(_))
}

fn caller(arn: &str) -> Caller {
    let fields: Vec<&str> = arn.split(':').collect();
    let (account, names) = (fields[4].to_owned(), fields[5].split('/').collect::<Vec<_>>());
    match names[..] {
        ["user", name] => Caller::User { account, name: name.into() },
        ["assumed-role", role, session] => {
            Caller::Session { account, role: role.into(), session: session.into() }
        }
        _ => panic!("{arn}"),
    }
}

/// The cases lie beside the repository.
#[test]
fn cases_of_another_evaluator() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/policy/cases.json");
    let Ok(text) = std::fs::read_to_string(&file) else {
        // Past the test runner, which keeps the output of passing tests to itself.
        let _ = writeln!(std::io::stderr(), "skipped: {} is not there", file.display());
        return;
    };
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(!cases.is_empty());
    for case in &cases {
        let text = |name: &str| case[name].as_str().unwrap();
        let mut context = Context::default();
        for (key, value) in case["context"].as_object().unwrap() {
            let list = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
            context.set(key, list.iter().map(|one| one.as_str().unwrap().to_owned()).collect());
        }
        let found = allowed(
            &case["policy"],
            &caller(text("principal")),
            text("action"),
            text("resource"),
            &context,
        );
        assert_eq!(found, text("expected") == "allow", "{}", text("name"));
    }
}

#[test]
fn principals() {
    let you = caller("arn:aws:sts::444455556666:assumed-role/mailer/you");
    for (principal, expected) in [
        (json!("*"), true),
        (json!({ "AWS": "*" }), true),
        (json!({ "AWS": "444455556666" }), true),
        (json!({ "AWS": "arn:aws:iam::444455556666:root" }), true),
        (json!({ "AWS": "arn:aws:iam::444455556666:role/mailer" }), true),
        (json!({ "AWS": "arn:aws:iam::444455556666:role/other" }), false),
        (json!({ "AWS": "arn:aws:sts::444455556666:assumed-role/mailer/you" }), true),
        (json!({ "AWS": "arn:aws:sts::444455556666:assumed-role/mailer/me" }), false),
        (json!({ "AWS": "arn:aws:iam::444455556666:user/mailer" }), false),
        (json!({ "AWS": ["777788889999", "444455556666"] }), true),
        (json!({ "AWS": "777788889999" }), false),
        (json!({ "Service": "ses.amazonaws.com" }), false),
    ] {
        let statement = json!({ "Effect": "Allow", "Principal": principal, "Action": "ses:Send*", "Resource": ARN });
        let document = json!({ "Statement": statement });
        let found = allowed(&document, &you, "ses:SendEmail", ARN, &Context::default());
        assert_eq!(found, expected, "{principal}");
    }
}

#[test]
fn operators_and_missing_keys() {
    let mut context = Context::default();
    context.set("ses:FromAddress", vec!["News@owner.example".into()]);
    context.set("ses:Recipients", vec!["a@x.example".into(), "b@y.example".into()]);
    context.set("aws:SourceIp", vec!["2001:db8::1".into()]);
    for (operator, key, value, expected) in [
        ("StringEquals", "ses:FromAddress", "News@owner.example", true),
        ("StringEquals", "ses:FromAddress", "news@owner.example", false),
        ("StringEqualsIgnoreCase", "SES:FROMADDRESS", "news@OWNER.example", true),
        ("StringNotEquals", "ses:FromAddress", "news@owner.example", true),
        ("StringNotEqualsIgnoreCase", "ses:FromAddress", "news@owner.example", false),
        ("StringLike", "ses:FromAddress", "N?ws@*", true),
        ("StringNotLike", "ses:FromAddress", "N?ws@*", false),
        ("StringLike", "ses:Recipients", "*@y.example", true),
        ("StringNotLike", "ses:Recipients", "*@y.example", false),
        ("ForAllValues:StringLike", "ses:Recipients", "*@y.example", false),
        ("ForAnyValue:StringLike", "ses:Recipients", "*@y.example", true),
        ("ForAllValues:StringNotLike", "ses:Recipients", "*@z.example", true),
        ("ForAnyValue:StringNotLike", "ses:Recipients", "*@y.example", true),
        ("IpAddress", "aws:SourceIp", "2001:db8::/32", true),
        ("IpAddress", "aws:SourceIp", "203.0.113.0/24", false),
        ("NotIpAddress", "aws:SourceIp", "2001:db9::/32", true),
        // A key the request lacks.
        ("StringEquals", "ses:FeedbackAddress", "a", false),
        ("StringNotEquals", "ses:FeedbackAddress", "a", true),
        ("StringEqualsIfExists", "ses:FeedbackAddress", "a", true),
        ("ForAllValues:StringEquals", "ses:FeedbackAddress", "a", true),
        ("ForAnyValue:StringEquals", "ses:FeedbackAddress", "a", false),
        ("Bool", "aws:SecureTransport", "true", false),
        ("Null", "ses:FeedbackAddress", "true", true),
        ("Null", "ses:FromAddress", "true", false),
    ] {
        let document = json!({ "Statement": {
            "Effect": "Allow", "Principal": "*", "Action": "ses:SendEmail", "Resource": ARN,
            "Condition": { operator: { key: value } }
        } });
        let you = caller("arn:aws:sts::444455556666:assumed-role/mailer/you");
        let found = allowed(&document, &you, "ses:SendEmail", ARN, &context);
        assert_eq!(found, expected, "{operator} {key} {value}");
    }
}
