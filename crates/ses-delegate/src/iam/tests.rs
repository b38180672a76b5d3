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
