//! Templates, bulk, tags, limits, pauses and the mailbox simulator.

use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::client::{Answer, Call, Keys, NOW, delivered, get_json, start_with};

mod bounces;
mod bulk;
mod limits;

const WORLD: &str = include_str!("../worlds/sending.toml");
const PAUSED: Keys = Keys {
    id: "AKIAPAUSED0000000001",
    secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYPAUSED0001",
    token: None,
};
const OWNER_ARN: (&str, &str) =
    ("SourceArn", "arn:aws:ses:us-east-1:111122223333:identity/owner.example");
const WELCOME: &str = "arn:aws:ses:us-east-1:444455556666:template/welcome";

fn start() -> SocketAddr {
    start_with(WORLD, NOW)
}

/// The message an answer names, as the inbox has it.
fn kept(address: SocketAddr, answer: &Answer) -> Value {
    get_json(address, &format!("/messages/{}", answer.message_id()))
}

/// `members`, after those of `fixed` that they do not replace; an empty text
/// leaves a member out.
fn with<'m>(
    fixed: &[(&'m str, &'m str)],
    members: &[(&'m str, &'m str)],
) -> Vec<(&'m str, &'m str)> {
    let kept = fixed.iter().filter(|(name, _)| members.iter().all(|(other, _)| other != name));
    kept.chain(members).copied().filter(|(_, value)| !value.is_empty()).collect()
}

fn templated(members: &[(&str, &str)]) -> Call {
    let fixed = [
        ("Source", "Ann <a@delegate.example>"),
        ("Destination.ToAddresses.member.1", "r@x.example"),
        ("Template", "welcome"),
        ("TemplateData", r#"{"name":"Bea","place":"Bonn"}"#),
    ];
    Call::v1("SendTemplatedEmail", &with(&fixed, members))
}

fn bulk(members: &[(&str, &str)]) -> Call {
    let fixed = [
        ("Source", "a@delegate.example"),
        ("Template", "welcome"),
        ("DefaultTemplateData", r#"{"name":"friend","place":"home"}"#),
        ("Destinations.member.1.Destination.ToAddresses.member.1", "one@x.example"),
        ("Destinations.member.1.ReplacementTemplateData", r#"{"name":"One"}"#),
        ("Destinations.member.2.Destination.BccAddresses.member.1", "two@x.example"),
    ];
    Call::v1("SendBulkTemplatedEmail", &with(&fixed, members))
}

fn v2(members: Value) -> Call {
    let mut body = json!({
        "FromEmailAddress": "a@delegate.example",
        "Destination": { "ToAddresses": ["r@x.example"] },
        "Content": { "Template": {
            "TemplateName": "welcome", "TemplateData": r#"{"name":"Bea","place":"Bonn"}"#
        } },
    });
    merge(&mut body, members);
    Call::v2(&body)
}

fn v2_bulk(members: Value) -> Call {
    let entry = |address: &str| json!({ "Destination": { "ToAddresses": [address] } });
    let mut body = json!({
        "FromEmailAddress": "a@delegate.example",
        "DefaultContent": { "Template": {
            "TemplateName": "welcome", "TemplateData": r#"{"name":"friend","place":"home"}"#,
        } },
        "BulkEmailEntries": [entry("one@x.example"), entry("two@x.example")],
    });
    merge(&mut body, members);
    let target = "/v2/email/outbound-bulk-emails";
    Call::new(target, "application/json", body.to_string().into_bytes())
}

fn merge(body: &mut Value, members: Value) {
    let Value::Object(members) = members else { panic!("expected an object") };
    body.as_object_mut().unwrap().extend(members);
}

/// Status and error of each entry, in order, in whichever dialect.
fn statuses(answer: &Answer) -> Vec<(String, String)> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let text = answer.text();
    if let Ok(json) = serde_json::from_str::<Value>(&text) {
        let results = json["BulkEmailEntryResults"].as_array().unwrap();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        return results.iter().map(|one| (text(&one["Status"]), text(&one["Error"]))).collect();
    }
    let between = |text: &str, name: &str| {
        let start = text.find(&format!("<{name}>"))? + name.len() + 2;
        Some(text[start..start + text[start..].find("</")?].to_owned())
    };
    text.split("<member>")
        .skip(1)
        .map(|member| {
            let error = between(member, "Error").unwrap_or_default();
            assert_eq!(error.is_empty(), between(member, "MessageId").is_some(), "{member}");
            (between(member, "Status").unwrap(), error)
        })
        .collect()
}

fn expect_statuses(case: &str, answer: &Answer, expected: &[(&str, &str)]) {
    let found = statuses(answer);
    assert_eq!(found.len(), expected.len(), "{case}: {found:?}");
    for ((status, error), (expected, part)) in found.iter().zip(expected) {
        assert_eq!(status, expected, "{case}: {error}");
        assert!(error.contains(part), "{case}: expected '{part}', but found '{error}'");
    }
}

#[test]
fn a_template_is_filled() {
    let address = start();
    let inline = json!({ "Template": {
        "TemplateContent": { "Subject": "Hi {{name}}", "Text": "Hello {{name}} of {{place}}." },
        "TemplateData": r#"{"name":"Bea","place":"Bonn"}"#,
    } });
    for (case, call, template) in [
        ("v1", templated(&[]), Some("welcome")),
        ("v1, by ARN too", templated(&[("TemplateArn", WELCOME)]), Some("welcome")),
        ("v2", v2(json!({})), Some("welcome")),
        (
            "v2, by ARN",
            v2(json!({ "Content": { "Template": {
                "TemplateArn": WELCOME, "TemplateData": r#"{"name":"Bea","place":"Bonn"}"#
            } } })),
            Some("welcome"),
        ),
        ("v2, inline", v2(json!({ "Content": inline })), None),
    ] {
        let answer = call.send(address);
        answer.expect(case, 200, "OK", "");
        let message = delivered(address, &answer);
        assert!(message.contains("Hello Bea of Bonn."), "{case}: {message}");
        let kept = kept(address, &answer);
        assert_eq!(kept["template"].as_str(), template, "{case}");
        assert_eq!(kept["fate"], json!({ "kind": "delivered" }), "{case}");
        let outcomes = json!([{ "address": "r@x.example", "outcome": "delivered" }]);
        assert_eq!(kept["outcomes"], outcomes, "{case}");
    }
    let rich = v2(json!({ "Content": { "Template": {
        "TemplateName": "welcome",
        "TemplateData": r#"{"name":"Bea\r\nBcc: x@y.example","place":"Bonn"}"#,
        "Headers": [{ "Name": "X-Campaign", "Value": "spring" }],
        "Attachments": [{ "FileName": "a.txt", "RawContent": "aGVsbG8=" }],
    } } }));
    let message = delivered(address, &rich.send(address));
    let (block, body) = message.split_once("\r\n\r\n").unwrap();
    assert!(block.contains("\r\nX-Campaign: spring\r\n"), "{block}");
    assert!(!block.contains("\nBcc:"), "data became a header: {block}");
    assert!(body.contains("aGVsbG8="), "{body}");
}

#[test]
fn what_cannot_be_rendered_is_accepted_and_not_delivered() {
    let address = start();
    let missing = "Attribute 'place' is not present in the rendering data.";
    for (case, call, reason) in [
        ("v1", templated(&[("TemplateData", r#"{"name":"Bea"}"#)]), missing),
        (
            "v2",
            v2(json!({ "Content": { "Template": {
                "TemplateName": "welcome", "TemplateData": r#"{"name":"Bea"}"#
            } } })),
            missing,
        ),
        (
            "v2, inline with a block",
            v2(json!({ "Content": { "Template": {
                "TemplateContent": { "Subject": "{{#if a}}b{{/if}}", "Text": "c" }
            } } })),
            "An inline template takes variables only",
        ),
    ] {
        let answer = call.send(address);
        answer.expect(case, 200, "OK", "");
        let kept = kept(address, &answer);
        assert_eq!(kept["fate"]["kind"], "renderingFailed", "{case}");
        assert!(kept["fate"]["reason"].as_str().unwrap().contains(reason), "{case}: {kept}");
        assert_eq!((&kept["outcomes"], &kept["size"]), (&json!([]), &json!(0)), "{case}");
    }
}

#[test]
fn templated_messages_ses_does_not_take() {
    let address = start();
    let foreign = "arn:aws:ses:us-east-1:111122223333:template/private";
    let elsewhere = "arn:aws:ses:eu-west-1:444455556666:template/welcome";
    let long = format!(r#"{{"name":"{}"}}"#, "x".repeat(262_144));
    let template = |members: Value| v2(json!({ "Content": { "Template": members } }));
    for (case, call, status, code, part) in [
        ("unknown", templated(&[("Template", "none")]), 400, "TemplateDoesNotExist", "none"),
        ("foreign", templated(&[("TemplateArn", foreign)]), 400, "TemplateDoesNotExist", foreign),
        (
            "of another Region",
            templated(&[("TemplateArn", elsewhere)]),
            400,
            "TemplateDoesNotExist",
            elsewhere,
        ),
        ("no name", templated(&[("Template", "")]), 400, "ValidationError", "'template'"),
        ("no data", templated(&[("TemplateData", "")]), 400, "ValidationError", "'templateData'"),
        ("long", templated(&[("TemplateData", &long)]), 400, "ValidationError", "262144"),
        (
            "syntax before the set",
            templated(&[("ReturnPath", "ann"), ("ConfigurationSetName", "none")]),
            400,
            "InvalidParameterValue",
            "Missing final '@domain'",
        ),
        (
            "the set before the template",
            templated(&[("ConfigurationSetName", "none"), ("Template", "none")]),
            400,
            "ConfigurationSetDoesNotExist",
            "Configuration set <none> does not exist.",
        ),
        (
            "the template before the identity",
            templated(&[("Source", "a@nobody.example"), ("Template", "none")]),
            400,
            "TemplateDoesNotExist",
            "Template none does not exist.",
        ),
        ("v2", template(json!({ "TemplateName": "none" })), 404, "NotFoundException", "none"),
        (
            "v2, foreign",
            template(json!({ "TemplateArn": foreign })),
            404,
            "NotFoundException",
            foreign,
        ),
        ("v2, none", template(json!({})), 400, "BadRequestException", "TemplateName"),
        (
            "v2, no sender",
            v2(json!({ "FromEmailAddress": null })),
            400,
            "BadRequestException",
            "Source cannot be empty",
        ),
    ] {
        call.send(address).expect(case, status, code, part);
    }
}

#[test]
fn templated_messages_of_delegates() {
    let address = start();
    let source = ("Source", "a@owner.example");
    templated(&[source, OWNER_ARN]).send(address).expect("allowed", 200, "OK", "");
    templated(&[source]).send(address).expect("no ARN", 400, "MessageRejected", "a@owner.example");
    bulk(&[source, OWNER_ARN]).send(address).expect(
        "bulk is another action",
        403,
        "AccessDenied",
        "not authorized to perform `ses:SendBulkTemplatedEmail'",
    );
    let members = json!({
        "FromEmailAddress": "a@owner.example", "FromEmailAddressIdentityArn": OWNER_ARN.1
    });
    v2(members.clone()).send(address).expect("v2", 200, "OK", "");
    v2_bulk(members).send(address).expect(
        "v2 bulk",
        403,
        "AccessDeniedException",
        "not authorized to perform `ses:SendBulkEmail'",
    );
}

fn simple(members: &[(&str, &str)]) -> Call {
    let fixed = [
        ("Source", "a@delegate.example"),
        ("Destination.ToAddresses.member.1", "r@x.example"),
        ("Message.Subject.Data", "Hi"),
        ("Message.Body.Text.Data", "Body"),
    ];
    Call::v1("SendEmail", &with(&fixed, members))
}

#[test]
fn parameters_beat_the_headers_of_the_same_meaning() {
    let address = start();
    let message = "From: a@delegate.example\r\nTo: r@x.example\r\n\
                   X-SES-CONFIGURATION-SET: events\r\nX-SES-CONFIGURATION-SET: none\r\n\
                   X-SES-MESSAGE-TAGS: kind=header, more=1\r\nX-SES-TENANT: header\r\n\
                   X-SES-LIST-MANAGEMENT-OPTIONS: readers; topic=news\r\n\r\nBody\r\n";
    let tag = |name: &str, value: &str| json!({ "name": name, "value": value });
    let by_header = Call::v1_raw(&[], message).send(address);
    let own = [("Tags.member.1.Name", "kind"), ("Tags.member.1.Value", "own")];
    let by_parameter = Call::v1_raw(&own, message).send(address);
    let v2_own = json!({
        "EmailTags": [{ "Name": "kind", "Value": "own" }], "TenantName": "own",
        "ListManagementOptions": { "ContactListName": "own" }, "ConfigurationSetName": "events",
        "EndpointId": "abc.123",
        "ConfigurationOverrides": { "Tracking": { "OpenTrackingEnabled": "DISABLED" } },
    });
    let v2 = Call::v2_raw(v2_own, message).send(address);
    for (case, answer, tags, tenant, list) in [
        (
            "headers",
            &by_header,
            json!([tag("kind", "header"), tag("more", "1")]),
            "header",
            "readers; topic=news",
        ),
        ("v1", &by_parameter, json!([tag("kind", "own")]), "header", "readers; topic=news"),
        ("v2", &v2, json!([tag("kind", "own")]), "own", "own"),
    ] {
        let kept = kept(address, answer);
        assert_eq!(kept["tags"], tags, "{case}");
        assert_eq!(kept["tenant"], tenant, "{case}");
        assert_eq!(kept["listManagement"], list, "{case}");
        assert_eq!(kept["configurationSet"], "events", "{case}");
        assert!(!delivered(address, answer).to_ascii_lowercase().contains("x-ses-"), "{case}");
    }
    let kept = kept(address, &v2);
    assert_eq!(kept["endpoint"], "abc.123");
    assert_eq!(kept["tracking"], json!({ "opens": false, "clicks": null }));
    let none = Call::v1_raw(&[("ConfigurationSetName", "none")], message).send(address);
    none.expect("parameter", 400, "ConfigurationSetDoesNotExist", "<none>");
    // Headers of SES in a message that SES writes are none.
    let headers = json!({
        "FromEmailAddress": "a@delegate.example",
        "Destination": { "ToAddresses": ["r@x.example"] },
        "Content": { "Simple": {
            "Subject": { "Data": "Hi" }, "Body": { "Text": { "Data": "Body" } },
            "Headers": [{ "Name": "X-SES-CONFIGURATION-SET", "Value": "none" }],
        } },
    });
    Call::v2(&headers).send(address).expect("no header of ours", 200, "OK", "");
}

#[test]
fn tags_have_a_form() {
    let address = start();
    let long = "x".repeat(257);
    for (case, name, value, part) in [
        ("blank", "a b", "c", "Invalid tag name <a b>: only"),
        ("umlaut", "a", "ü", "Invalid tag value <ü>: only"),
        ("long name", long.as_str(), "c", "Tag name cannot exceed"),
        ("long value", "a", long.as_str(), "Tag value cannot exceed"),
    ] {
        let tag = [("Tags.member.1.Name", name), ("Tags.member.1.Value", value)];
        simple(&tag).send(address).expect(case, 400, "InvalidParameterValue", part);
        let tags = json!({ "EmailTags": [{ "Name": name, "Value": value }] });
        v2(tags).send(address).expect(case, 400, "BadRequestException", part);
    }
    let half = simple(&[("Tags.member.1.Name", "a")]).send(address);
    half.expect("no value", 400, "ValidationError", "Member must not be null");
    let header = "From: a@delegate.example\r\nTo: r@x.example\r\nX-SES-MESSAGE-TAGS: a=b c\r\n\r\n";
    Call::v1_raw(&[], header).send(address).expect("header", 400, "InvalidParameterValue", "b c");
}

#[test]
fn many_tags_are_read_in_time() {
    let address = start();
    let names: Vec<String> = (1..=20_000)
        .flat_map(|n| [format!("Tags.member.{n}.Name"), format!("Tags.member.{n}.Value")])
        .collect();
    let tags: Vec<_> = names.iter().map(|name| (name.as_str(), "a")).collect();
    let started = std::time::Instant::now();
    simple(&tags).send(address).expect("20 000 tags", 200, "OK", "");
    // Quadratic reading takes minutes here, linear reading a fraction of a second.
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
