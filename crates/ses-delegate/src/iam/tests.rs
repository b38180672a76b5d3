mod operators;
mod principals;
mod refusals;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::caller::Caller;
use crate::error::ParseError;

const IDENTITY: &str = "arn:aws:ses:us-east-1:999999999999:identity/example.com";
const USER: &str = "arn:aws:iam::111122223333:user/delegate";

fn owner(policy: &Value) -> Result<Policy, ParseError> {
    Policy::read(PolicyKind::ResourceBased, &policy.to_string())
}

fn named(policy: Policy) -> [NamedPolicy; 1] {
    [NamedPolicy { name: "p".into(), policy }]
}

fn statement(members: &Value) -> Value {
    let mut statement = json!({
        "Effect": "Allow",
        "Principal": { "AWS": "111122223333" },
        "Action": "ses:SendEmail",
        "Resource": IDENTITY,
    });
    for (name, value) in members.as_object().unwrap() {
        if value.is_null() {
            statement.as_object_mut().unwrap().remove(name);
        } else {
            statement[name] = value.clone();
        }
    }
    statement
}

fn policy(members: &Value) -> Value {
    json!({ "Version": "2012-10-17", "Statement": [statement(members)] })
}

fn ask(policy: Policy, caller: &str, context: &Context) -> Evaluation {
    let caller: Caller = caller.parse().unwrap();
    let request = Request { caller: &caller, action: "ses:SendEmail", resource: IDENTITY, context };
    evaluate(&named(policy), &request)
}

fn context(keys: &Value) -> Context {
    keys.as_object().unwrap().iter().fold(
        Context::complete(),
        |context, (key, value)| match value {
            Value::Array(values) => {
                context.with_all(key, values.iter().map(|value| value.as_str().unwrap()))
            }
            Value::Null => context.with_unknown(key, "a test says so"),
            value => context.with(key, value.as_str().unwrap()),
        },
    )
}

/// Whether a lone statement with this condition allows.
fn held(condition: &Value, keys: &Value) -> Decision {
    let policy = owner(&policy(&json!({ "Condition": condition }))).unwrap();
    ask(policy, USER, &context(keys)).decision
}

#[test]
fn published_cases_agree() {
    let Some(path) = crate::shared::find("policy/cases.json") else { return };
    let cases = crate::shared::json(&path);
    let cases = cases.as_array().unwrap();
    assert_eq!(cases.len(), 42);
    for case in cases {
        let caller = case["principal"].as_str().unwrap().parse().unwrap();
        let request = Request {
            caller: &caller,
            action: case["action"].as_str().unwrap(),
            resource: case["resource"].as_str().unwrap(),
            context: &context(&case["context"]),
        };
        let answer = evaluate(&named(owner(&case["policy"]).unwrap()), &request);
        let expected = match case["expected"].as_str().unwrap() {
            "allow" => Decision::Allowed,
            _ if answer
                .statements
                .iter()
                .any(|s| s.effect == Effect::Deny && s.applies == Applies::Yes) =>
            {
                Decision::Denied
            }
            _ => Decision::NotAllowed,
        };
        assert_eq!(answer.decision, expected, "{}: {answer:#?}", case["name"]);
    }
}

fn why(members: &Value, keys: &Value) -> String {
    let answer = ask(owner(&policy(members)).unwrap(), USER, &context(keys));
    answer.statements[0].why.clone()
}

/// The first element that does not match is named, in words that stand alone.
#[test]
fn reasons_are_sentences() {
    let other = json!({ "AWS": "444455556666" });
    for (members, keys, expected) in [
        (json!({}), json!({}), "every element matches"),
        (
            json!({ "Principal": other, "Action": "ses:SendRawEmail" }),
            json!({}),
            "Principal names account 444455556666, but the caller is of 111122223333",
        ),
        (
            json!({ "Principal": { "AWS": "arn:aws:iam::111122223333:user/bob" } }),
            json!({}),
            "Principal names arn:aws:iam::111122223333:user/bob, but the caller is arn:aws:iam::111122223333:user/delegate",
        ),
        (
            json!({ "Principal": { "Service": "cognito-idp.amazonaws.com" } }),
            json!({}),
            "Principal names the service \"cognito-idp.amazonaws.com\", but the caller is arn:aws:iam::111122223333:user/delegate",
        ),
        (
            json!({ "Principal": { "AWS": ["444455556666", "555566667777"] } }),
            json!({}),
            "Principal names 2 principals, none of which is the caller arn:aws:iam::111122223333:user/delegate",
        ),
        (
            json!({ "Action": "ses:SendRawEmail" }),
            json!({}),
            "Action names ses:SendRawEmail, but ses:SendEmail is asked for",
        ),
        (
            json!({ "Action": null, "NotAction": "ses:Send*" }),
            json!({}),
            "NotAction excepts ses:Send*, and ses:SendEmail is asked for",
        ),
        (
            json!({ "Resource": "arn:aws:ses:*:*:identity/*.org" }),
            json!({}),
            "Resource names arn:aws:ses:*:*:identity/*.org, but arn:aws:ses:us-east-1:999999999999:identity/example.com is asked for",
        ),
        (
            json!({ "Condition": { "StringLike": { "ses:FromAddress": ["a@*", "b@*", "c@*", "d@*"] } } }),
            json!({ "ses:FromAddress": "x@example.com" }),
            r#"ses:FromAddress is "x@example.com", which StringLike "a@*", "b@*", "c@*" and 1 more does not allow"#,
        ),
        (
            json!({ "Condition": { "ForAllValues:StringLike": { "ses:Recipients": "*@b.c" } } }),
            json!({ "ses:Recipients": ["a@b.c", "d@e.f"] }),
            r#"ses:Recipients has "d@e.f", which ForAllValues:StringLike "*@b.c" does not allow"#,
        ),
        (
            json!({ "Condition": { "StringEquals": { "ses:FeedbackAddress": "a@b.c" } } }),
            json!({}),
            "the request has no ses:FeedbackAddress, which StringEquals asks for",
        ),
        (
            json!({ "Condition": { "StringEquals": { "ses:FromAddress": "${aws:username}@b.c" } } }),
            json!({ "ses:FromAddress": "a@b.c" }),
            r#"ses:FromAddress is "a@b.c", and StringEquals "${aws:username}@b.c" does not allow it: the request has no value for ${aws:username}"#,
        ),
        (
            json!({ "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } } }),
            json!({ "aws:SourceIp": null }),
            "aws:SourceIp is not known here: a test says so",
        ),
    ] {
        assert_eq!(why(&members, &keys), expected);
    }
}

/// What is not known matters only where it could change the answer.
#[test]
fn the_unknown_counts_where_it_matters() {
    let unknown = json!({ "Condition": { "Bool": { "aws:x": "true" } } });
    let deny = |members: &Value| {
        let mut deny = statement(members);
        deny["Effect"] = "Deny".into();
        deny
    };
    let other = json!({ "Action": "ses:SendRawEmail" });
    let (plain, maybe) = (json!({}), unknown);
    for (statements, expected, decided_by) in [
        (vec![statement(&plain), statement(&maybe)], Decision::Allowed, Some(0)),
        (vec![statement(&maybe), statement(&plain)], Decision::Allowed, Some(1)),
        (vec![statement(&maybe), statement(&other)], Decision::CannotTell, Some(0)),
        (vec![statement(&plain), deny(&maybe)], Decision::CannotTell, Some(1)),
        (vec![statement(&plain), deny(&maybe), deny(&plain)], Decision::Denied, Some(2)),
        (vec![statement(&other), deny(&maybe)], Decision::NotAllowed, None),
        (vec![deny(&other)], Decision::NotAllowed, None),
    ] {
        let policy = owner(&json!({ "Version": "2012-10-17", "Statement": statements })).unwrap();
        let answer = ask(policy, USER, &Context::partial());
        assert_eq!((answer.decision, answer.decided_by), (expected, decided_by), "{answer:#?}");
    }
}

#[test]
fn actions_and_resources_have_wildcards() {
    for (members, allowed) in [
        (json!({ "Action": "SES:sendEMAIL" }), true),
        (json!({ "Action": "ses:Send*" }), true),
        (json!({ "Action": "s?s:*Email" }), true),
        (json!({ "Action": "*" }), true),
        (json!({ "Action": "ses:SendEmai" }), false),
        (json!({ "Action": "ses:SendEmail?" }), false),
        (json!({ "Action": null, "NotAction": "ses:Get*" }), true),
        (json!({ "Action": null, "NotAction": ["ses:Get*", "ses:sendemail"] }), false),
        (json!({ "Resource": "arn:aws:ses:*:999999999999:identity/*" }), true),
        (json!({ "Resource": "arn:aws:ses:*" }), true),
        (json!({ "Resource": "arn:aws:ses:us-east-?:*:identity/example.???" }), true),
        // A wildcard within a member stays in it; at a member's end it need not.
        (json!({ "Resource": "arn:aws:ses:us*999999999999:identity/example.com" }), false),
        (json!({ "Resource": "arn:aws:s*:identity/example.com" }), true),
        (json!({ "Resource": "arn:aws:ses:us-east-1:999999999999?identity/example.com" }), false),
        (json!({ "Resource": "arn:aws:ses:us-east-1:999999999999:identity/EXAMPLE.com" }), false),
        (json!({ "Resource": null, "NotResource": "arn:aws:ses:*:*:identity/example.org" }), true),
        (json!({ "Resource": null, "NotResource": "arn:aws:ses:*:*:identity/*" }), false),
        (json!({ "Resource": "arn:aws:ses:us-east-1:999999999999:identity/${aws:x}" }), true),
        (json!({ "Resource": "arn:aws:ses:us-east-1:999999999999:identity/${aws:y}" }), false),
        (json!({ "Resource": "arn:aws:ses:us-east-1:999999999999:identity/${aws:y, '*'}" }), false),
        (json!({ "Resource": null, "NotResource": "arn:aws:ses:${aws:y}" }), true),
        (
            json!({ "Resource": "arn:aws:ses:us-east-1:999999999999:identity/${aws:y, 'example'}.com" }),
            true,
        ),
    ] {
        let answer = ask(
            owner(&policy(&members)).unwrap(),
            USER,
            &context(&json!({ "aws:x": "example.com" })),
        );
        assert_eq!(answer.decision == Decision::Allowed, allowed, "{members}: {answer:#?}");
    }
}

/// Text in which the words of the language are likely.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Version",
        "2012-10-17",
        "Statement",
        "Effect",
        "Allow",
        "Deny",
        "Principal",
        "AWS",
        "*",
        "?",
        "${",
        "}",
        "aws:username",
        ", 'x'",
        "Action",
        "ses:Send*",
        "Resource",
        "arn:",
        ":",
        "Condition",
        "ForAllValues:",
        "StringLike",
        "IfExists",
        "IpAddress",
        "/33",
        "2026-13-01T",
        "\u{e9}",
        "1e999",
        "-",
        "NumericEquals",
        "DateLessThan",
        "null",
        "true",
        " ",
    ]);
    prop::collection::vec(word, 0..8).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_the_parser(text in any::<String>(), words in words()) {
        for text in [text, words] {
            for kind in [PolicyKind::ResourceBased, PolicyKind::IdentityBased] {
                let _ = Policy::read(kind, &text);
            }
        }
    }

    /// Whatever is read is evaluated.
    #[test]
    fn evaluation_is_total(
        operator in prop::sample::select(operators().collect::<Vec<_>>()),
        set in prop::sample::select(vec!["", "ForAllValues:", "ForAnyValue:"]),
        if_exists in any::<bool>(),
        wanted in prop::collection::vec(prop_oneof![words(), any::<String>()], 1..3),
        found in prop::collection::vec(prop_oneof![words(), any::<String>()], 0..3),
    ) {
        let operator = format!("{set}{operator}{}", if if_exists { "IfExists" } else { "" });
        let condition = json!({ operator: { "aws:x": wanted } });
        if let Ok(policy) = owner(&policy(&json!({ "Condition": condition }))) {
            let keys = Context::complete().with_all("aws:X", found);
            let answer = ask(policy, USER, &keys);
            prop_assert_eq!(answer.decided_by.is_some(), answer.decision != Decision::NotAllowed);
        }
    }
}
