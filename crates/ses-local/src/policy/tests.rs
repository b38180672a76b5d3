//! The evaluator against cases another evaluator decided, and a few of its own.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

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
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("SES_DELEGATE_SHARED").map_or(beside, PathBuf::from);
    let file = shared.join("policy/cases.json");
    let Ok(text) = std::fs::read_to_string(&file) else {
        // Past the test runner, which keeps the output of passing tests to itself.
        let _ = writeln!(std::io::stderr(), "NOT TESTED: {} is not there", file.display());
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

#[test]
fn numbers_dates_and_arns() {
    let mut context = Context::default();
    context.set_one("aws:CurrentTime", "2026-01-15T12:34:56Z");
    context.set_one("aws:EpochTime", "1768480496");
    context.set_one("aws:PrincipalArn", "arn:aws:iam::444455556666:role/mail/mailer");
    context.set_one("aws:username", "ann");
    context.set_one("ses:FromAddress", "ann@owner.example");
    for (operator, key, value, expected) in [
        ("DateLessThan", "aws:CurrentTime", json!("2026-01-16"), true),
        ("DateLessThan", "aws:CurrentTime", json!("2026-01-15T12:34:56Z"), false),
        ("DateLessThanEquals", "aws:CurrentTime", json!("2026-01-15T12:34:56Z"), true),
        ("DateGreaterThan", "aws:CurrentTime", json!("1768480495"), true),
        ("DateGreaterThanEquals", "aws:EpochTime", json!("2026-01-15T13:34:56+01:00"), true),
        ("DateEquals", "aws:EpochTime", json!("2026-01-15T12:34:56Z"), true),
        ("DateNotEquals", "aws:EpochTime", json!("2026-01-15T12:34:56Z"), false),
        ("NumericEquals", "aws:EpochTime", json!(1_768_480_496), true),
        ("NumericNotEquals", "aws:EpochTime", json!("1768480496.0"), false),
        ("NumericLessThan", "aws:EpochTime", json!("9e9"), true),
        ("NumericGreaterThan", "aws:EpochTime", json!(["9999999999", "1"]), true),
        ("NumericLessThanEquals", "ses:FromAddress", json!("1"), false),
        ("NumericLessThanIfExists", "ses:TenantName", json!("1"), true),
        ("ArnLike", "aws:PrincipalArn", json!("arn:*:iam::444455556666:role/*"), true),
        ("ArnEquals", "aws:PrincipalArn", json!("arn:aws:iam::*:role/*/mailer"), true),
        ("ArnLike", "aws:PrincipalArn", json!("arn:aws:*:444455556666:role:x:*"), false),
        ("ArnNotLike", "aws:PrincipalArn", json!("arn:aws:iam::*:user/*"), true),
        ("ArnNotEquals", "aws:PrincipalArn", json!("arn:aws:iam::*:role/*"), false),
        ("StringEquals", "ses:FromAddress", json!("${aws:username}@owner.example"), true),
        ("StringEquals", "ses:FromAddress", json!("${aws:userid}@owner.example"), false),
        // A variable without a value equals nothing.
        ("StringNotEquals", "ses:FromAddress", json!("${aws:userid}@owner.example"), true),
        ("StringLike", "ses:FromAddress", json!("${*}@owner.example"), false),
        ("Bool", "aws:CurrentTime", json!(true), false),
    ] {
        let document = json!({ "Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Principal": "*", "Action": "ses:SendEmail", "Resource": ARN,
            "Condition": { operator: { key: value.clone() } }
        } });
        Policy::parse(&document.to_string(), ARN).unwrap();
        let you = caller("arn:aws:sts::444455556666:assumed-role/mailer/you");
        let found = allowed(&document, &you, "ses:SendEmail", ARN, &context);
        assert_eq!(found, expected, "{operator} {key} {value}");
    }
}

#[test]
fn who_is_not_meant() {
    let you = caller("arn:aws:sts::444455556666:assumed-role/mailer/you");
    let role = "arn:aws:iam::444455556666:role/mailer";
    let session = "arn:aws:sts::444455556666:assumed-role/mailer/you";
    for (effect, others, speaks) in [
        ("Allow", json!(["777788889999"]), true),
        ("Allow", json!(["444455556666"]), false),
        ("Allow", json!([session]), false),
        ("Deny", json!(["777788889999"]), true),
        // Who is not to be denied must be named in full.
        ("Deny", json!(["444455556666"]), true),
        ("Deny", json!(["444455556666", role]), true),
        ("Deny", json!(["444455556666", role, session]), false),
    ] {
        let statement = json!({ "Effect": effect, "NotPrincipal": { "AWS": others.clone() },
            "Action": "ses:*", "Resource": ARN });
        let policy = Policy::parse(&json!({ "Statement": statement }).to_string(), ARN).unwrap();
        let verdict = policy.evaluate("p", &you, "ses:SendEmail", ARN, &Context::default());
        assert_eq!(verdict != Verdict::NotAllowed, speaks, "{effect} {others}");
    }
}

#[test]
fn three_kinds_of_documents() {
    let bearer = Policy::identity_based;
    let trust = Policy::trust;
    let fixed = "\"Effect\": \"Allow\"";
    for (read, statement, part) in [
        (bearer as fn(&str) -> _, "\"Action\": \"s3:*\", \"Resource\": \"*\"", ""),
        (bearer, "\"NotAction\": \"s3:*\", \"NotResource\": \"arn:aws:ses:*:*:template/*\"", ""),
        (bearer, "\"Action\": \"Send\", \"Resource\": \"*\"", "an action like ses:SendEmail"),
        (bearer, "\"Action\": \"ses:*\", \"Resource\": \"owner.example\"", "\"*\" or an ARN"),
        (
            bearer,
            "\"Action\": \"ses:*\", \"Resource\": \"*\", \"Principal\": \"*\"",
            "Statement[0].Principal: expected none",
        ),
        (bearer, "\"Action\": \"ses:*\"", "Resource or NotResource"),
        (
            trust,
            "\"Principal\": {\"Service\": \"a\", \"Federated\": \"b\"}, \"Action\": \"sts:AssumeRole\"",
            "",
        ),
        (trust, "\"Principal\": \"*\", \"Action\": \"ses:SendEmail\"", "an action of sts:"),
        (
            trust,
            "\"Principal\": \"*\", \"Action\": \"sts:*\", \"Resource\": \"*\"",
            "Statement[0].Resource: expected none",
        ),
        (trust, "\"Action\": \"sts:*\"", "Statement[0].Principal"),
    ] {
        let document = format!("{{\"Statement\": [{{{fixed}, {statement}}}]}}");
        match read(&document) {
            Ok(_) => assert_eq!(part, "", "{statement}"),
            Err(error) => {
                let error = error.to_string();
                assert!(!part.is_empty() && error.contains(part), "{statement}: {error}");
            }
        }
    }
}

#[test]
fn the_deciding_statement_is_told_as_written() {
    let text = "{ \"Effect\":\"Allow\",  \"Sid\": \"S\", \"Principal\": \"*\", \"Action\": \"ses:*\", \"Resource\": \"*\" }";
    let policy = Policy::parse(&format!("{{\"Statement\": [{text}]}}"), ARN).unwrap();
    let you = caller("arn:aws:iam::444455556666:user/ann");
    let verdict = policy.evaluate("p", &you, "ses:SendEmail", ARN, &Context::default());
    let Verdict::Allowed(by) = verdict else { panic!("{verdict:?}") };
    assert_eq!(
        (by.policy.as_str(), by.sid.as_deref(), by.statement.as_str()),
        ("p", Some("S"), text)
    );
}
