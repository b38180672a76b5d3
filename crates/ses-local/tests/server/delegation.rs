//! Sending authorization, case by case.

use serde_json::json;

use crate::client::{Call, DELEGATE, Keys, OWNER, STRANGER, get_json, start};

const OWNER_ARN: &str = "arn:aws:ses:us-east-1:111122223333:identity/owner.example";
const RAW_ONLY: &str = "arn:aws:ses:us-east-1:111122223333:identity/raw-only.example";
const MIXED: &str = "arn:aws:ses:us-east-1:111122223333:identity/mixed.example";
const PRESS: &str = "arn:aws:ses:eu-west-1:111122223333:identity/press@owner.example";

/// A row: what the caller says, and what SES must answer.
struct Case {
    name: &'static str,
    call: Call,
    status: u16,
    code: &'static str,
    part: &'static str,
}

fn ok(name: &'static str, call: Call) -> Case {
    Case { name, call, status: 200, code: "OK", part: "" }
}

/// Refused for want of a verified identity; `part` is the list at the end.
fn unverified(name: &'static str, call: Call, part: &'static str) -> Case {
    Case { name, call, status: 400, code: "MessageRejected", part }
}

fn denied(name: &'static str, call: Call, part: &'static str) -> Case {
    Case { name, call, status: 403, code: "AccessDenied", part }
}

fn misaligned(name: &'static str, call: Call) -> Case {
    Case {
        name,
        call,
        status: 400,
        code: "InvalidParameterValue",
        part: "does not align with the given ARN 'arn:",
    }
}

fn run(cases: Vec<Case>) {
    let address = start();
    for case in cases {
        case.call.send(address).expect(case.name, case.status, case.code, case.part);
    }
}

fn simple(source: &str, more: &[(&str, &str)]) -> Call {
    let fixed = [
        ("Source", source),
        ("Destination.ToAddresses.member.1", "r@reader.example"),
        ("Message.Subject.Data", "Hello"),
        ("Message.Body.Text.Data", "Body"),
    ];
    Call::v1("SendEmail", &[&fixed[..], more].concat())
}

fn raw(headers: &str, more: &[(&str, &str)]) -> Call {
    Call::v1_raw(more, format!("{headers}To: r@reader.example\r\nSubject: Hello\r\n\r\nBody\r\n"))
}

fn arn(name: &str) -> String {
    format!("arn:aws:ses:us-east-1:111122223333:identity/{name}")
}

fn with_source_arn(source: &str, arn: &str) -> Call {
    simple(source, &[("SourceArn", arn)])
}

#[test]
fn send_email() {
    run(vec![
        ok("SourceArn", with_source_arn("a@owner.example", OWNER_ARN)),
        ok("display name", with_source_arn("Ann <a@owner.example>", OWNER_ARN)),
        ok("subdomain", with_source_arn("a@sub.OWNER.example", OWNER_ARN)),
        ok("own identity", simple("a@delegate.example", &[])),
        ok(
            "own identity by ARN",
            with_source_arn(
                "a@delegate.example",
                "arn:aws:ses:us-east-1:444455556666:identity/delegate.example",
            ),
        ),
        ok(
            "ReturnPathArn",
            simple(
                "a@delegate.example",
                &[("ReturnPath", "b@owner.example"), ("ReturnPathArn", OWNER_ARN)],
            ),
        ),
        ok(
            "SourceArn covers ReturnPath",
            simple(
                "a@owner.example",
                &[("ReturnPath", "b@owner.example"), ("SourceArn", OWNER_ARN)],
            ),
        ),
        unverified("no ARN", simple("a@owner.example", &[]), "US-EAST-1: a@owner.example"),
        unverified("nobody's", simple("a@nowhere.example", &[]), "US-EAST-1: a@nowhere.example"),
        unverified(
            "every address is listed",
            simple("a@owner.example", &[("ReturnPath", "b@owner.example")]),
            "US-EAST-1: a@owner.example, b@owner.example",
        ),
        unverified(
            "ReturnPathArn alone",
            simple(
                "a@owner.example",
                &[("ReturnPath", "b@owner.example"), ("ReturnPathArn", OWNER_ARN)],
            ),
            "US-EAST-1: a@owner.example",
        ),
        unverified(
            "not verified yet",
            with_source_arn("a@pending.example", &arn("pending.example")),
            "a@pending.example",
        ),
        unverified(
            "ARN of nothing",
            with_source_arn("a@nowhere.example", &arn("nowhere.example")),
            "a@nowhere.example",
        ),
        unverified(
            "ARN of another account",
            with_source_arn(
                "a@owner.example",
                "arn:aws:ses:us-east-1:777788889999:identity/owner.example",
            ),
            "a@owner.example",
        ),
        unverified(
            "ARN of another Region",
            with_source_arn("press@owner.example", PRESS),
            "US-EAST-1: press@owner.example",
        ),
        unverified(
            "endpoint of another Region",
            with_source_arn("a@owner.example", OWNER_ARN).region("eu-west-1"),
            "EU-WEST-1: a@owner.example",
        ),
        unverified(
            "no ARN at all",
            with_source_arn("a@owner.example", "owner.example"),
            "a@owner.example",
        ),
        unverified(
            "own identity in another Region",
            simple("a@delegate.example", &[]).region("eu-west-1"),
            "EU-WEST-1: a@delegate.example",
        ),
        misaligned("another domain", with_source_arn("a@other.example", OWNER_ARN)),
        misaligned(
            "a domain that only ends alike",
            with_source_arn("a@notowner.example", OWNER_ARN),
        ),
        misaligned(
            "ReturnPath outside SourceArn",
            simple(
                "a@owner.example",
                &[("SourceArn", OWNER_ARN), ("ReturnPath", "b@delegate.example")],
            ),
        ),
        misaligned(
            "address identity counts case",
            with_source_arn("Press@owner.example", PRESS).region("eu-west-1"),
        ),
        misaligned(
            "another address",
            with_source_arn("a@owner.example", PRESS).region("eu-west-1"),
        ),
        ok("address identity", with_source_arn("press@owner.example", PRESS).region("eu-west-1")),
        ok(
            "address identity with a label",
            with_source_arn("press+1@owner.example", PRESS).region("eu-west-1"),
        ),
        denied(
            "policy names another account",
            with_source_arn("a@owner.example", OWNER_ARN).by(STRANGER),
            "User `arn:aws:sts::777788889999:assumed-role/mailer/stranger' is not authorized to perform `ses:SendEmail' on resource `arn:aws:ses:us-east-1:111122223333:identity/owner.example'",
        ),
        denied(
            "no policy",
            with_source_arn("a@silent.example", &arn("silent.example")),
            "`ses:SendEmail'",
        ),
        denied(
            "policy of another action",
            with_source_arn("a@raw-only.example", RAW_ONLY),
            "`ses:SendEmail'",
        ),
        ok("only the other action is denied", with_source_arn("a@mixed.example", MIXED)),
        denied(
            "the policy of an address beats its domain's",
            with_source_arn("boss@owner.example", OWNER_ARN),
            "identity/boss@owner.example'",
        ),
        ok("the owner needs no policy", simple("a@silent.example", &[]).by(OWNER)),
        denied(
            "but obeys a Deny",
            simple("boss@owner.example", &[]).by(OWNER),
            "User `arn:aws:iam::111122223333:user/owner'",
        ),
        unverified(
            "X-SES headers do not count with SendEmail",
            simple("a@owner.example", &[("FromArn", OWNER_ARN)]),
            "a@owner.example",
        ),
    ]);
}

#[test]
fn send_raw_email() {
    let from = "From: Ann <a@owner.example>\r\n";
    let in_header = format!("X-SES-SOURCE-ARN: {OWNER_ARN}\r\n");
    let all = [("SourceArn", OWNER_ARN), ("FromArn", OWNER_ARN), ("ReturnPathArn", OWNER_ARN)];
    run(vec![
        ok("all parameters", raw(from, &all)),
        ok(
            "all headers",
            raw(
                &format!(
                    "{in_header}X-SES-FROM-ARN: {OWNER_ARN}\r\nX-SES-RETURN-PATH-ARN: {OWNER_ARN}\r\n{from}"
                ),
                &[],
            ),
        ),
        ok(
            "SourceArn alone",
            raw(from, &[("Source", "a@owner.example"), ("SourceArn", OWNER_ARN)]),
        ),
        ok("FromArn alone without Source", raw(from, &[("FromArn", OWNER_ARN)])),
        ok(
            "header in any case, folded",
            raw(&format!("x-ses-source-arn:\r\n {OWNER_ARN}\r\n{from}"), &[]),
        ),
        unverified("no ARN", raw(from, &[]), "US-EAST-1: Ann <a@owner.example>"),
        unverified(
            "From without its ARN",
            raw(from, &[("Source", "a@delegate.example")]),
            "US-EAST-1: Ann <a@owner.example>",
        ),
        ok(
            "own Source, From of the owner",
            raw(from, &[("Source", "a@delegate.example"), ("FromArn", OWNER_ARN)]),
        ),
        unverified(
            "FromArn does not cover Source",
            raw(from, &[("Source", "b@owner.example"), ("FromArn", OWNER_ARN)]),
            "US-EAST-1: b@owner.example",
        ),
        misaligned(
            "From outside SourceArn",
            raw(
                "From: a@delegate.example\r\n",
                &[("Source", "a@owner.example"), ("SourceArn", OWNER_ARN)],
            ),
        ),
        unverified(
            "with the names, From first",
            raw(
                "From: Ann <a@nobody.example>\r\nSender: \"B. B.\" <b@nobody.example>\r\n",
                &[("Source", "a@nobody.example")],
            ),
            "US-EAST-1: Ann <a@nobody.example>, \"B. B.\" <b@nobody.example>, a@nobody.example",
        ),
        unverified(
            "every From counts",
            raw("From: a@delegate.example, b@owner.example\r\n", &[]),
            "US-EAST-1: b@owner.example",
        ),
        unverified(
            "Sender counts",
            raw("From: a@delegate.example\r\nSender: b@owner.example\r\n", &[]),
            "US-EAST-1: b@owner.example",
        ),
        unverified(
            "FromArn is not for a written Return-Path",
            raw(
                "From: a@owner.example\r\nReturn-Path: <b@owner.example>\r\n",
                &[("FromArn", OWNER_ARN)],
            ),
            "US-EAST-1: b@owner.example",
        ),
        unverified(
            "Return-Path counts",
            raw("From: a@delegate.example\r\nReturn-Path: <b@owner.example>\r\n", &[]),
            "US-EAST-1: b@owner.example",
        ),
        ok(
            "Return-Path with its ARN",
            raw(
                &format!(
                    "From: a@delegate.example\r\nReturn-Path: <b@owner.example>\r\nX-SES-RETURN-PATH-ARN: {OWNER_ARN}\r\n"
                ),
                &[],
            ),
        ),
        unverified(
            "parameter beats header",
            raw(&format!("{in_header}{from}"), &[("SourceArn", PRESS)]),
            "a@owner.example",
        ),
        unverified(
            "first header wins",
            raw(&format!("X-SES-SOURCE-ARN: {PRESS}\r\n{in_header}{from}"), &[]),
            "a@owner.example",
        ),
        Case {
            name: "headers after the empty line do not count",
            call: raw(&format!("{in_header}\r\n{from}"), &[]),
            status: 400,
            code: "InvalidParameterValue",
            part: "Missing required header 'From'.",
        },
        unverified(
            "nor in the body",
            raw(&format!("{from}To: r@reader.example\r\n\r\n{in_header}"), &[]),
            "a@owner.example",
        ),
        ok("role in the policy", raw("From: a@raw-only.example\r\n", &[("SourceArn", RAW_ONLY)])),
        denied(
            "Deny beats Allow",
            raw("From: a@mixed.example\r\n", &[("SourceArn", MIXED)]),
            "`ses:SendRawEmail' on resource",
        ),
        denied(
            "SourceArn allowed, From not",
            raw(
                "From: a@silent.example\r\n",
                &[
                    ("Source", "a@owner.example"),
                    ("SourceArn", OWNER_ARN),
                    ("FromArn", &arn("silent.example")),
                ],
            ),
            "identity/silent.example'",
        ),
        denied(
            "SourceArn allowed, Return-Path not",
            raw(
                "From: a@owner.example\r\nReturn-Path: <b@silent.example>\r\n",
                &[("SourceArn", OWNER_ARN), ("ReturnPathArn", &arn("silent.example"))],
            ),
            "identity/silent.example'",
        ),
    ]);
}

#[test]
fn send_email_v2() {
    let content = json!({ "Simple": { "Subject": { "Data": "Hi" }, "Body": { "Text": { "Data": "Body" } } } });
    let to = json!({ "ToAddresses": ["r@reader.example"] });
    let simple = |mut members: serde_json::Value| {
        members["Content"] = content.clone();
        members["Destination"] = to.clone();
        Call::v2(&members)
    };
    let raw = |members: serde_json::Value, headers: &str| {
        Call::v2_raw(
            members,
            format!("{headers}To: r@reader.example\r\nSubject: Hi\r\n\r\nBody\r\n"),
        )
    };
    let from = "From: a@owner.example\r\n";
    let refused =
        |name, call, part| Case { name, call, status: 403, code: "AccessDeniedException", part };
    run(vec![
        ok(
            "Simple",
            simple(
                json!({ "FromEmailAddress": "a@owner.example", "FromEmailAddressIdentityArn": OWNER_ARN }),
            ),
        ),
        unverified(
            "Simple without ARN",
            simple(json!({ "FromEmailAddress": "a@owner.example" })),
            "a@owner.example",
        ),
        ok(
            "Raw, one ARN for Source and From",
            raw(json!({ "FromEmailAddressIdentityArn": OWNER_ARN }), from),
        ),
        ok(
            "Raw, ARN in headers",
            raw(json!({}), &format!("X-SES-SOURCE-ARN: {OWNER_ARN}\r\n{from}")),
        ),
        unverified(
            "Raw, parameter beats header",
            raw(
                json!({ "FromEmailAddressIdentityArn": PRESS }),
                &format!("X-SES-SOURCE-ARN: {OWNER_ARN}\r\n{from}"),
            ),
            "a@owner.example",
        ),
        ok(
            "FromEmailAddress replaces From",
            raw(json!({ "FromEmailAddress": "a@delegate.example" }), from),
        ),
        unverified(
            "FeedbackForwardingEmailAddress counts",
            raw(
                json!({ "FeedbackForwardingEmailAddress": "b@owner.example" }),
                "From: a@delegate.example\r\n",
            ),
            "US-EAST-1: b@owner.example",
        ),
        ok(
            "with its ARN",
            raw(
                json!({ "FeedbackForwardingEmailAddress": "b@owner.example", "FeedbackForwardingEmailAddressIdentityArn": OWNER_ARN }),
                "From: a@delegate.example\r\n",
            ),
        ),
        ok(
            "Raw asks for ses:SendRawEmail",
            raw(json!({ "FromEmailAddressIdentityArn": RAW_ONLY }), "From: a@raw-only.example\r\n"),
        ),
        refused(
            "Simple asks for ses:SendEmail",
            simple(
                json!({ "FromEmailAddress": "a@raw-only.example", "FromEmailAddressIdentityArn": RAW_ONLY }),
            ),
            "`ses:SendEmail'",
        ),
        refused(
            "Raw denied",
            raw(json!({ "FromEmailAddressIdentityArn": MIXED }), "From: a@mixed.example\r\n"),
            "User `arn:aws:sts::444455556666:assumed-role/mailer/you' is not authorized to perform `ses:SendRawEmail' on resource `arn:aws:ses:us-east-1:111122223333:identity/mixed.example'",
        ),
        Case {
            name: "alignment",
            call: raw(
                json!({ "FromEmailAddressIdentityArn": OWNER_ARN }),
                "From: a@other.example\r\n",
            ),
            status: 400,
            code: "BadRequestException",
            part: "The address 'a@other.example' does not align with the given ARN",
        },
    ]);
}

#[test]
fn conditions() {
    let limited = &arn("limited.example");
    let call = |source: &str, to: &str, more: &[(&str, &str)]| {
        let fixed = [
            ("Source", source),
            ("SourceArn", limited.as_str()),
            ("Destination.ToAddresses.member.1", "r@reader.example"),
            ("Destination.BccAddresses.member.1", to),
            ("Message.Subject.Data", "Hello"),
            ("Message.Body.Text.Data", "Body"),
        ];
        Call::v1("SendEmail", &[&fixed[..], more].concat())
    };
    let to = "s@reader.example";
    run(vec![
        ok("all hold", call("news@limited.example", to, &[])),
        ok("display name", call("News desk <news@limited.example>", to, &[])),
        ok("encoded display name", call("=?utf-8?q?News=20desk?= <news@limited.example>", to, &[])),
        ok(
            "feedback address",
            call(
                "news1@limited.example",
                to,
                &[("ReturnPath", "bounce@owner.example"), ("ReturnPathArn", OWNER_ARN)],
            ),
        ),
        denied("another From", call("spam@limited.example", to, &[]), "`ses:SendEmail'"),
        denied(
            "another display name",
            call("Boss <news@limited.example>", to, &[]),
            "`ses:SendEmail'",
        ),
        denied(
            "another feedback address",
            call("news1@limited.example", to, &[]),
            "`ses:SendEmail'",
        ),
        denied(
            "one recipient outside",
            call("news@limited.example", "s@other.example", &[]),
            "`ses:SendEmail'",
        ),
        Case {
            name: "another API version",
            call: Call::v2_raw(
                json!({ "FromEmailAddressIdentityArn": limited }),
                "From: news@limited.example\r\nTo: r@reader.example\r\n\r\n",
            ),
            status: 403,
            code: "AccessDeniedException",
            part: "`ses:SendRawEmail'",
        },
    ]);
}

/// The statement as the world file has it.
const BOTH: &str = r#"{"Sid": "Both", "Effect": "Allow", "Principal": {"AWS": "444455556666"},
  "Action": ["ses:SendEmail", "ses:SendRawEmail"],
  "Resource": "arn:aws:ses:us-east-1:111122223333:identity/owner.example"}"#;

#[test]
fn the_inbox_says_why() {
    let address = start();
    let keys: Keys = DELEGATE;
    let message = format!(
        "X-SES-FROM-ARN: {OWNER_ARN}\r\nFrom: a@owner.example\r\nTo: r@reader.example\r\n\r\n"
    );
    let answer = Call::v1_raw(&[("Source", "a@delegate.example")], message).by(keys).send(address);
    let details = get_json(address, &format!("/messages/{}", answer.message_id()));
    let own = "arn:aws:ses:us-east-1:444455556666:identity/delegate.example";
    assert_eq!(
        details["authorization"],
        json!([
            { "role": "Source", "address": "a@delegate.example", "arn": null, "identity": own, "verdict": "allowed", "basis": { "kind": "ownIdentity" } },
            {
                "role": "From", "address": "a@owner.example", "identity": OWNER_ARN,
                "arn": { "text": OWNER_ARN, "origin": { "kind": "header", "name": "X-SES-FROM-ARN" } },
                "verdict": "allowed",
                "basis": { "kind": "policy", "name": "allow", "sid": "Both", "statement": BOTH }
            },
            { "role": "Return-Path", "address": "a@delegate.example", "arn": null, "identity": own, "verdict": "allowed", "basis": { "kind": "ownIdentity" } },
        ])
    );
}
