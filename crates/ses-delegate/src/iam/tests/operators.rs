//! Each operator: a match, none, no key, and the same `IfExists` and of many values.

use serde_json::json;

use super::*;

/// Operator, what the policy has, a value of the request for which it holds,
/// and one for which it does not.
const OPERATORS: [(&str, &str, &str, &str); 36] = [
    ("StringEquals", "a*", "a*", "ab"),
    ("StringEquals", "A", "A", "a"),
    ("StringNotEquals", "a*", "ab", "a*"),
    ("StringEqualsIgnoreCase", "Ünder", "üNDER", "under"),
    ("StringNotEqualsIgnoreCase", "A", "b", "a"),
    ("StringLike", "a?c*", "abcd", "ac"),
    ("StringLike", "A*", "Ab", "ab"),
    ("StringNotLike", "*@b.c", "a@b.d", "a@b.c"),
    ("NumericEquals", "10", "10.0", "11"),
    ("NumericNotEquals", "10", "11", "10.0"),
    ("NumericLessThan", "10", "9.99", "10"),
    ("NumericLessThanEquals", "10", "10", "10.01"),
    ("NumericGreaterThan", "10", "10.01", "10"),
    ("NumericGreaterThanEquals", "-1", "-1", "-1.5"),
    ("DateEquals", "2026-01-15T12:34:56Z", "1768480496", "2026-01-15T12:34:57Z"),
    ("DateEquals", "2026-01-15", "2026-01-15T01:00:00+01:00", "2026-01-15T01:00:00Z"),
    ("DateNotEquals", "2026-01-15T12:34:56Z", "1768480497", "1768480496"),
    ("DateLessThan", "2026-01-15T12:34Z", "2026-01-15T12:33:59.999Z", "2026-01-15T12:34:00Z"),
    ("DateLessThanEquals", "1768480496", "2026-01-15T12:34:56Z", "2026-01-15T12:34:57Z"),
    ("DateGreaterThan", "2026", "2026-01-01T00:00:01Z", "2026-01-01T00:00:00Z"),
    ("DateGreaterThanEquals", "2026-02", "2026-02-01", "2026-01-31T23:59:59Z"),
    ("Bool", "true", "true", "false"),
    ("Bool", "FALSE", "false", "true"),
    ("BinaryEquals", "QmluYXJ5", "QmluYXJ5", "YmluYXJ5"),
    ("IpAddress", "203.0.113.0/24", "203.0.113.255", "203.0.114.0"),
    ("IpAddress", "203.0.113.7", "203.0.113.7", "203.0.113.8"),
    ("IpAddress", "0.0.0.0/0", "203.0.113.7", "2001:db8::1"),
    ("IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678::9", "2001:db8:1234:5679::9"),
    ("NotIpAddress", "203.0.113.0/24", "203.0.114.0", "203.0.113.255"),
    ("NotIpAddress", "2001:db8::/32", "2001:db9::", "2001:db8::1"),
    ("ArnEquals", "arn:aws:iam::1:user/*", "arn:aws:iam::1:user/a", "arn:aws:iam::2:user/a"),
    ("ArnLike", "arn:*:iam::1:user/a?", "arn:aws:iam::1:user/ab", "arn:aws:iam::1:user/a"),
    ("ArnLike", "arn:aws:*:x:1:c", "arn:aws:b:x:1:c", "arn:aws:b:y:x:1:c"),
    ("ArnNotEquals", "arn:aws:iam::1:user/*", "arn:aws:iam::2:user/a", "arn:aws:iam::1:user/a"),
    ("ArnNotLike", "arn:aws:iam::1:user/*", "arn:aws:iam::1:role/a", "arn:aws:iam::1:user/a"),
    ("StringEquals", "", "", " "),
];

#[test]
fn every_operator_in_every_form() {
    for name in operators().filter(|name| *name != "Null") {
        assert!(OPERATORS.iter().any(|(known, ..)| *known == name), "{name} has no case");
    }
    let mut cases = 0;
    for (name, wanted, holds, fails) in OPERATORS {
        let mut check = |form: &str, keys: Value, expected: Decision| {
            let operator = form.replace("Op", name);
            let found = held(&json!({ &operator: { "aws:Key": wanted } }), &keys);
            assert_eq!(found, expected, "{operator} {wanted:?} of {keys}");
            cases += 1;
        };
        let (yes, no) = (Decision::Allowed, Decision::NotAllowed);
        check("Op", json!({ "aws:key": holds }), yes);
        check("Op", json!({ "aws:key": fails }), no);
        check("Op", json!({}), if name.contains("Not") { yes } else { no });
        check("Op", json!({ "aws:key": [holds] }), Decision::CannotTell);
        check("Op", json!({ "aws:key": [holds, holds] }), Decision::CannotTell);
        check("OpIfExists", json!({ "aws:key": holds }), yes);
        check("OpIfExists", json!({ "aws:key": fails }), no);
        check("OpIfExists", json!({}), yes);
        check("ForAllValues:Op", json!({ "aws:key": [holds, holds] }), yes);
        check("ForAllValues:Op", json!({ "aws:key": [holds, fails] }), no);
        check("ForAllValues:Op", json!({ "aws:key": fails }), no);
        check("ForAllValues:Op", json!({}), yes);
        check("ForAllValues:OpIfExists", json!({}), yes);
        check("ForAnyValue:Op", json!({ "aws:key": [fails, holds] }), yes);
        check("ForAnyValue:Op", json!({ "aws:key": [fails, fails] }), no);
        check("ForAnyValue:Op", json!({ "aws:key": holds }), yes);
        check("ForAnyValue:Op", json!({}), no);
        check("ForAnyValue:OpIfExists", json!({}), Decision::CannotTell);
        for form in ["Op", "OpIfExists", "ForAllValues:Op", "ForAnyValue:Op"] {
            check(form, json!({ "aws:key": null }), Decision::CannotTell);
        }
    }
    assert_eq!(cases, 36 * 22);
}

#[test]
fn null_asks_whether_the_key_exists() {
    let present = json!({ "aws:key": "" });
    for (wanted, keys, allowed) in [
        ("true", json!({}), true),
        ("true", present.clone(), false),
        ("false", json!({}), false),
        ("false", present, true),
        ("TRUE", json!({}), true),
    ] {
        let found = held(&json!({ "Null": { "aws:key": wanted } }), &keys);
        assert_eq!(found == Decision::Allowed, allowed, "{wanted} of {keys}");
    }
    let unknown = held(&json!({ "Null": { "aws:key": "true" } }), &json!({ "aws:key": null }));
    assert_eq!(unknown, Decision::CannotTell);
}

/// One of the values suffices; of a negated operator none may fit. All keys
/// and all operators must hold.
#[test]
fn values_are_alternatives_and_keys_are_not() {
    for (condition, keys, allowed) in [
        (json!({ "StringEquals": { "aws:a": ["x", "y"] } }), json!({ "aws:a": "y" }), true),
        (json!({ "StringNotEquals": { "aws:a": ["x", "y"] } }), json!({ "aws:a": "y" }), false),
        (
            json!({ "NotIpAddress": { "aws:a": ["10.0.0.0/8", "::1"] } }),
            json!({ "aws:a": "::1" }),
            false,
        ),
        (json!({ "NumericLessThan": { "aws:a": [5, 9.5] } }), json!({ "aws:a": "9" }), true),
        (json!({ "Bool": { "aws:a": true } }), json!({ "aws:a": "true" }), true),
        (
            json!({ "StringEquals": { "aws:a": "x", "aws:b": "y" } }),
            json!({ "aws:a": "x", "aws:b": "z" }),
            false,
        ),
        (
            json!({ "StringEquals": { "aws:a": "x" }, "StringLike": { "AWS:A": "*" } }),
            json!({ "aws:a": "x" }),
            true,
        ),
        (
            json!({ "ForAllValues:StringNotLike": { "aws:a": ["x*", "y*"] } }),
            json!({ "aws:a": ["a", "yy"] }),
            false,
        ),
        (
            json!({ "ForAnyValue:StringNotLike": { "aws:a": ["x*", "y*"] } }),
            json!({ "aws:a": ["a", "yy"] }),
            true,
        ),
        (json!({}), json!({}), true),
    ] {
        assert_eq!(held(&condition, &keys) == Decision::Allowed, allowed, "{condition} of {keys}");
    }
}

#[test]
fn variables_stand_for_keys_of_the_request() {
    let keys = json!({
        "ses:FromAddress": "ann@example.com",
        "aws:username": "ann",
        "aws:star": "*",
        "aws:many": ["ann", "bob"],
        "aws:later": null,
    });
    for (operator, wanted, expected) in [
        ("StringEquals", "${aws:username}@example.com", Decision::Allowed),
        ("StringEquals", "${AWS:UserName}@example.com", Decision::Allowed),
        ("StringLike", "${aws:username}@*", Decision::Allowed),
        // A wildcard that a variable brings is but a character.
        ("StringLike", "${aws:star}", Decision::NotAllowed),
        ("StringLike", "${*}", Decision::NotAllowed),
        ("StringEquals", "${aws:nobody, 'ann'}@example.com", Decision::Allowed),
        ("StringEquals", "${aws:username, 'bob'}@example.com", Decision::Allowed),
        ("StringEquals", "${aws:nobody}", Decision::NotAllowed),
        // Without a value a variable is null, which inverted operators match.
        ("StringNotEquals", "${aws:nobody}", Decision::Allowed),
        ("StringNotLike", "${aws:nobody}*", Decision::Allowed),
        ("StringNotEquals", "${aws:nobody, 'x'}", Decision::Allowed),
        ("StringEquals", "${aws:many}@example.com", Decision::CannotTell),
        ("StringEquals", "${aws:later}@example.com", Decision::CannotTell),
    ] {
        let found = held(&json!({ operator: { "ses:FromAddress": wanted } }), &keys);
        assert_eq!(found, expected, "{operator} {wanted}");
    }
    let special = json!({ "StringEquals": { "aws:a": "${*}${?}${$}{" } });
    assert_eq!(held(&special, &json!({ "aws:a": "*?${" })), Decision::Allowed);

    // Version 2008-10-17 has none, nor has a policy without a version.
    for version in [json!("2008-10-17"), Value::Null] {
        let condition = json!({ "StringEquals": { "aws:a": "${aws:username}" } });
        let mut policy = policy(&json!({ "Condition": condition }));
        policy["Version"] = version.clone();
        if version.is_null() {
            policy.as_object_mut().unwrap().remove("Version");
        }
        let keys = context(&json!({ "aws:a": "${aws:username}", "aws:username": "x" }));
        let answer = ask(owner(&policy).unwrap(), USER, &keys);
        assert_eq!(answer.decision, Decision::Allowed, "{version}");
    }
}

/// AWS does not document what a value of another type does.
#[test]
fn values_of_another_type_are_not_guessed() {
    for (operator, wanted) in [
        ("NumericNotEquals", "1"),
        ("DateLessThan", "2026-01-15"),
        ("NotIpAddress", "10.0.0.0/8"),
        ("ArnNotLike", "arn:aws:iam::1:user/a"),
        ("Bool", "true"),
        ("BinaryEquals", "AA=="),
    ] {
        let found = held(&json!({ operator: { "aws:a": wanted } }), &json!({ "aws:a": "odd one" }));
        assert_eq!(found, Decision::CannotTell, "{operator}");
    }
}

#[test]
fn a_value_or_none_matters_where_the_two_differ() {
    let keys = Context::complete().with_or_absent("ses:FromDisplayName", "");
    for (operator, wanted, expected) in [
        ("StringLike", "Market*", Decision::NotAllowed),
        ("StringNotLike", "Market*", Decision::Allowed),
        ("StringLike", "*", Decision::CannotTell),
        ("Null", "true", Decision::CannotTell),
        ("ForAnyValue:StringEquals", "x", Decision::NotAllowed),
    ] {
        let condition = json!({ operator: { "ses:FromDisplayName": wanted } });
        let policy = owner(&policy(&json!({ "Condition": condition }))).unwrap();
        assert_eq!(ask(policy, USER, &keys).decision, expected, "{operator} {wanted}");
    }
}
