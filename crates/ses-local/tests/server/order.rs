//! Which of two mistakes SES names, and in which words.

use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::client::{Answer, Call, start};

const SOURCE: &str = "a@delegate.example";

fn long(address: &str) -> String {
    format!("{} <{address}>", "n".repeat(320))
}

/// A server whose delegate has the template `t`.
fn with_template() -> SocketAddr {
    let address = start();
    let members = [
        ("Template.TemplateName", "t"),
        ("Template.SubjectPart", "Hi {{name}}"),
        ("Template.TextPart", "Hello {{name}}"),
    ];
    Call::v1("CreateTemplate", &members).send(address).expect("CreateTemplate", 200, "OK", "");
    address
}

fn simple(to: &str, more: &[(&str, &str)]) -> Call {
    let members = [
        ("Source", SOURCE),
        ("Destination.ToAddresses.member.1", to),
        ("Message.Subject.Data", "s"),
        ("Message.Body.Text.Data", "b"),
    ];
    Call::v1("SendEmail", &[&members[..], more].concat())
}

fn templated(to: &str, template: &str, data: &str) -> Call {
    let members = [
        ("Source", SOURCE),
        ("Destination.ToAddresses.member.1", to),
        ("Template", template),
        ("TemplateData", data),
    ];
    Call::v1("SendTemplatedEmail", &members)
}

/// To a good and to a bad recipient.
fn bulk(source: &str, template: &str, more: &[(&str, &str)]) -> Call {
    let members = [
        ("Source", source),
        ("Template", template),
        ("DefaultTemplateData", r#"{"name":"Ann"}"#),
        ("Destinations.member.1.Destination.ToAddresses.member.1", "r@reader.example"),
        ("Destinations.member.2.Destination.ToAddresses.member.1", "r@"),
    ];
    Call::v1("SendBulkTemplatedEmail", &[&members[..], more].concat())
}

fn v2(members: &Value, content: &Value) -> Call {
    let mut body = json!({
        "FromEmailAddress": SOURCE,
        "Destination": { "ToAddresses": ["r@reader.example"] },
    });
    body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    body["Content"] = content.clone();
    Call::v2(&body)
}

#[test]
fn syntax_then_set_then_length_then_template() {
    let address = with_template();
    let set = [("ConfigurationSetName", "none")];
    let is_invalid = |case: &str, call: Call, part: &str| {
        call.send(address).expect(case, 400, "InvalidParameterValue", part);
    };
    is_invalid("syntax before set", simple("r@", &set), "Missing domain");
    simple(&long("r@reader.example"), &set).send(address).expect(
        "set before length",
        400,
        "ConfigurationSetDoesNotExist",
        "Configuration set <none> does not exist.",
    );
    let length = "Address length is more than 320 characters long: 'nnn";
    is_invalid("length", simple(&long("r@reader.example"), &[]), length);
    let call = templated(&long("r@reader.example"), "none", "{}");
    is_invalid("length before template", call, length);
    templated("r@reader.example", "none", "{}").send(address).expect(
        "template",
        400,
        "TemplateDoesNotExist",
        "none",
    );
    let header = |name: &str| {
        let from = if name == "From" { String::new() } else { format!("From: {SOURCE}\r\n") };
        format!("{from}{name}: {}\r\n\r\n", long(SOURCE))
    };
    for name in ["From", "To", "Cc", "Bcc", "Reply-To"] {
        let to = [("Destinations.member.1", "r@reader.example")];
        is_invalid(name, Call::v1_raw(&to, header(name)), length);
        let both = [to[0], set[0]];
        Call::v1_raw(&both, header(name)).send(address).expect(
            name,
            400,
            "ConfigurationSetDoesNotExist",
            "",
        );
    }
}

#[test]
fn a_bulk_sender_is_looked_at_first() {
    let address = with_template();
    let refused = |case: &str, call: Call, expected: &str| {
        let answer: Answer = call.send(address);
        answer.expect(case, 400, "InvalidParameterValue", expected);
        assert_eq!(answer.message(), expected, "{case}");
    };
    let expected = "Invalid email address<a b@delegate.example>.";
    refused("sender", bulk("a b@delegate.example", "t", &[]), expected);
    let expected = "Invalid email address<a@>.";
    refused("sender before template", bulk("a@", "none", &[]), expected);
    refused("return path", bulk(SOURCE, "t", &[("ReturnPath", "a@")]), expected);
    let long = long(SOURCE);
    refused("long sender", bulk(&long, "t", &[]), &format!("Invalid email address<{long}>."));

    let statuses = bulk(SOURCE, "t", &[]).send(address).text();
    assert!(
        statuses.contains("<Status>Success</Status>")
            && statuses.contains("<Status>InvalidParameterValue</Status>")
            && statuses.contains("<Error>Missing domain</Error>"),
        "{statuses}"
    );
    let statuses = bulk(SOURCE, "t", &[("ReplyToAddresses.member.1", "x@")]).send(address).text();
    assert_eq!(statuses.matches("<Error>Missing domain</Error>").count(), 2, "{statuses}");
}

#[test]
fn data_that_are_no_json_are_refused() {
    let address = with_template();
    let content = |data: &str| json!({ "Template": { "TemplateName": "t", "TemplateData": data } });
    for data in ["name=Ann", "[]", "{"] {
        let expected = "The template data is invalid";
        templated("r@reader.example", "t", data).send(address).expect(
            data,
            400,
            "InvalidParameterValue",
            expected,
        );
        v2(&json!({}), &content(data)).send(address).expect(
            data,
            400,
            "BadRequestException",
            "Unable to parse template data (invalid JSON).",
        );
    }
    let of_second = ("Destinations.member.2.ReplacementTemplateData", "name=Ann");
    let statuses = bulk(SOURCE, "t", &[of_second]).send(address).text();
    assert!(statuses.contains("<Status>Success</Status>"), "{statuses}");
    // What is missing in good data is an event at SES, and no error.
    templated("r@reader.example", "t", "{}").send(address).expect("missing", 200, "OK", "");
    v2(&json!({}), &content("{}")).send(address).expect("missing", 200, "OK", "");
}

#[test]
fn v2_in_the_words_of_aws() {
    let address = with_template();
    let none = json!({ "FromEmailAddress": null });
    let template = json!({ "Template": { "TemplateName": "t", "TemplateData": "{}" } });
    let body = json!({ "Subject": { "Data": "s" }, "Body": { "Text": { "Data": "b" } } });
    let simple = |member: &str, value: Value| {
        let mut simple = body.clone();
        simple[member] = value;
        json!({ "Simple": simple })
    };
    let rows = [
        ("no sender", v2(&none, &template), "Source cannot be empty"),
        ("no sender", v2(&none, &json!({ "Simple": body })), "null"),
        (
            "second header",
            v2(
                &json!({}),
                &simple("Headers", json!([{ "Name": "X-A", "Value": "1" }, { "Name": "X-B" }])),
            ),
            "1 validation error detected: Value null at 'content.simple.headers.2.member.value' \
             failed to satisfy constraint: Member must not be null",
        ),
        (
            "attachment",
            v2(&json!({}), &simple("Attachments", json!([{ "RawContent": "YQ==" }]))),
            "1 validation error detected: Value null at \
             'content.simple.attachments.1.member.fileName' failed to satisfy constraint: Member \
             must not be null",
        ),
        (
            "inline template",
            v2(&json!({}), &json!({ "Template": { "TemplateContent": { "Text": "" } } })),
            "Template must have at least a subject, text, or html part.",
        ),
    ];
    for (case, call, expected) in rows {
        let answer = call.send(address);
        answer.expect(case, 400, "BadRequestException", "");
        assert_eq!(answer.message(), expected, "{case}");
    }
    let call = v2(&json!({ "FromEmailAddress": 5 }), &template);
    call.send(address).expect(
        "number",
        400,
        "SerializationException",
        "NUMBER_VALUE can not be converted to a String",
    );
}

#[test]
fn tags_of_campaigns_are_taken() {
    let address = start();
    let tag = |name: &'static str, value: &'static str| {
        simple("r@reader.example", &[("Tags.member.1.Name", name), ("Tags.member.1.Value", value)])
    };
    tag("ses:feedback-id-a", "spring").send(address).expect("campaign", 200, "OK", "");
    tag("a", "event:id:1").send(address).expect(
        "value",
        400,
        "InvalidParameterValue",
        "Invalid tag value <event:id:1>: only alphanumeric ASCII characters, '_', and '-' are allowed.",
    );
}
