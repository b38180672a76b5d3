//! What is not understood is refused, and its place is named.

use serde_json::json;

use super::*;

fn refusal(policy: &Value) -> (String, String) {
    let error = owner(policy).unwrap_err();
    (error.code().to_owned(), error.field().to_owned())
}

#[test]
fn statements_are_refused_by_their_path() {
    let condition = |condition: Value| json!({ "Condition": condition });
    for (members, code, field) in [
        (json!({ "Effect": "allow" }), "iam.effect", "Effect"),
        (json!({ "Effect": null }), "iam.effect", "Effect"),
        (json!({ "Sid": 5 }), "iam.sid", "Sid"),
        (json!({ "Sidd": "x" }), "iam.element", ""),
        (json!({ "Action": null }), "iam.element", ""),
        (json!({ "NotAction": "ses:*" }), "iam.element", ""),
        (json!({ "Action": [] }), "iam.action", "Action"),
        (json!({ "Action": ["ses:*", "SendEmail"] }), "iam.action", "Action[1]"),
        (json!({ "Action": "ses:${aws:x}" }), "iam.action", "Action"),
        (json!({ "Resource": null }), "iam.element", ""),
        (json!({ "Resource": "identity/example.com" }), "iam.resource", "Resource"),
        (json!({ "Resource": "arn:aws:ses:${aws:x" }), "iam.variable", "Resource"),
        (json!({ "Resource": "arn:aws:ses:${x}" }), "iam.variable", "Resource"),
        (json!({ "Resource": "arn:aws:ses:${aws:x, y}" }), "iam.variable", "Resource"),
        (json!({ "Principal": null }), "iam.element", ""),
        (json!({ "Principal": "111122223333" }), "iam.principal", "Principal"),
        (json!({ "Principal": {} }), "iam.principal", "Principal"),
        (json!({ "Principal": { "aws": "*" } }), "iam.principal", "Principal"),
        (json!({ "Principal": { "AWS": ["11112222333"] } }), "iam.principal", "Principal.AWS[0]"),
        (json!({ "Principal": { "AWS": " 111122223333" } }), "iam.principal", "Principal.AWS"),
        (
            json!({ "Principal": { "AWS": "arn:aws:iam::111122223333:user/*" } }),
            "iam.principal",
            "Principal.AWS",
        ),
        (
            json!({ "Principal": null, "NotPrincipal": { "AWS": "*" } }),
            "iam.element",
            "NotPrincipal",
        ),
        (condition(json!([])), "iam.condition", "Condition"),
        (condition(json!({ "StringEqual": {} })), "iam.operator", "Condition"),
        (condition(json!({ "stringequals": {} })), "iam.operator", "Condition"),
        (condition(json!({ "ForEach:StringEquals": {} })), "iam.operator", "Condition"),
        (condition(json!({ "NullIfExists": {} })), "iam.operator", "Condition"),
        (condition(json!({ "ForAnyValue:Null": {} })), "iam.operator", "Condition"),
        (condition(json!({ "StringEquals": "x" })), "iam.condition", "Condition.StringEquals"),
        (
            condition(json!({ "StringEquals": { "FromAddress": "x" } })),
            "iam.key",
            "Condition.StringEquals",
        ),
        (
            condition(json!({ "StringEquals": { "aws:x": ["a", {}] } })),
            "iam.value",
            "Condition.StringEquals.aws:x[1]",
        ),
        (
            condition(json!({ "StringEquals": { "aws:x": [] } })),
            "iam.value",
            "Condition.StringEquals.aws:x",
        ),
        (
            condition(json!({ "NumericEquals": { "aws:x": "ten" } })),
            "iam.value",
            "Condition.NumericEquals.aws:x",
        ),
        (
            condition(json!({ "NumericEquals": { "aws:x": "1e3" } })),
            "iam.value",
            "Condition.NumericEquals.aws:x",
        ),
        (
            condition(json!({ "NumericEquals": { "aws:x": "${aws:y}" } })),
            "iam.value",
            "Condition.NumericEquals.aws:x",
        ),
        (
            condition(json!({ "DateEquals": { "aws:x": "15.1.2026" } })),
            "iam.value",
            "Condition.DateEquals.aws:x",
        ),
        (
            condition(json!({ "DateEquals": { "aws:x": "2026-02-30" } })),
            "iam.value",
            "Condition.DateEquals.aws:x",
        ),
        (
            condition(json!({ "IpAddress": { "aws:x": "10.0.0.0/33" } })),
            "iam.value",
            "Condition.IpAddress.aws:x",
        ),
        (condition(json!({ "Bool": { "aws:x": "yes" } })), "iam.value", "Condition.Bool.aws:x"),
        (condition(json!({ "Null": { "aws:x": "" } })), "iam.value", "Condition.Null.aws:x"),
        (
            condition(json!({ "BinaryEquals": { "aws:x": "?" } })),
            "iam.value",
            "Condition.BinaryEquals.aws:x",
        ),
        (
            condition(json!({ "ArnLike": { "aws:x": "arn:aws:iam::user/a" } })),
            "iam.value",
            "Condition.ArnLike.aws:x",
        ),
        (
            condition(json!({ "StringLike": { "aws:x": "${aws:y" } })),
            "iam.variable",
            "Condition.StringLike.aws:x",
        ),
    ] {
        let at = |index: &str, field: &str| {
            let path = format!("Statement{index}.{field}");
            path.trim_end_matches('.').to_owned()
        };
        let list = json!({ "Statement": [statement(&json!({})), statement(&members)] });
        assert_eq!(refusal(&with_version(list)), (code.to_owned(), at("[1]", field)), "{members}");
        let single = json!({ "Statement": statement(&members) });
        assert_eq!(refusal(&with_version(single)), (code.to_owned(), at("", field)), "{members}");
    }
}

fn with_version(mut policy: Value) -> Value {
    policy["Version"] = "2012-10-17".into();
    policy
}

#[test]
fn documents_are_refused_whole() {
    let whole = with_version(json!({ "Statement": statement(&json!({})) }));
    assert!(owner(&whole).is_ok());
    for (name, value, code, field) in [
        ("Version", json!("2012-10-18"), "iam.version", "Version"),
        ("Version", json!(2012), "iam.version", "Version"),
        ("Id", json!(5), "iam.id", "Id"),
        ("Statement", json!([]), "iam.statement", "Statement"),
        ("Statement", json!(["x"]), "iam.statement", "Statement[0]"),
        ("Statements", json!([]), "iam.element", ""),
    ] {
        let mut policy = whole.clone();
        policy[name] = value;
        assert_eq!(refusal(&policy), (code.to_owned(), field.to_owned()), "{policy}");
    }
    let twice = statement(&json!({ "Sid": "a" }));
    let twice = with_version(json!({ "Statement": [twice, twice] }));
    assert_eq!(refusal(&twice), ("iam.sid".into(), "Statement[1].Sid".into()));
    let no_statement = json!({ "Version": "2012-10-17" });
    assert_eq!(refusal(&no_statement), ("iam.statement".into(), "Statement".into()));

    let read = |text: &str| Policy::read(PolicyKind::ResourceBased, text).unwrap_err();
    for text in ["", "{", "[]", "5", r#"{"Version":"2012-10-17","Version":"2012-10-17"}"#] {
        assert_eq!(read(text).code(), "iam.json", "{text}");
    }
    let deep = "[".repeat(100_000);
    assert_eq!(read(&deep).code(), "iam.json");
}

#[test]
fn a_callers_own_policy_names_no_principal() {
    let own = |policy: &Value| Policy::read(PolicyKind::IdentityBased, &policy.to_string());
    let error = own(&policy(&json!({}))).unwrap_err();
    assert_eq!((error.code(), error.field()), ("iam.element", "Statement[0].Principal"));
    assert!(own(&policy(&json!({ "Principal": null }))).is_ok());
}
