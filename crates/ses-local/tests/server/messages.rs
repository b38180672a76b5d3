//! Which messages SES takes, and what becomes of them.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::client::{Call, delivered, get_json, start};

fn raw(headers: &str) -> Call {
    Call::v1_raw(
        &[],
        format!("From: a@delegate.example\r\nTo: r@x.example\r\n{headers}\r\nBody\r\n"),
    )
}

fn simple(members: &[(&str, &str)]) -> Call {
    let fixed = [
        ("Source", "a@delegate.example"),
        ("Message.Subject.Data", "Hi"),
        ("Message.Body.Text.Data", "Body"),
    ];
    Call::v1("SendEmail", &[&fixed[..], members].concat())
}

#[test]
fn a_source_beats_the_return_path_header() {
    let address = start();
    let message = "From: a@delegate.example\r\nTo: r@x.example\r\n\
                   Return-Path: <bounces@delegate.example>\r\n\r\n";
    let source = ("Source", "b@delegate.example");
    let v2 = Call::v2_raw(json!({ "FromEmailAddress": "b@delegate.example" }), message);
    for (name, call, expected) in [
        ("Source", Call::v1_raw(&[source], message), "b@delegate.example"),
        ("no Source", Call::v1_raw(&[], message), "bounces@delegate.example"),
        ("v2", v2, "bounces@delegate.example"),
    ] {
        let answer = call.send(address);
        answer.expect(name, 200, "OK", "");
        let details = get_json(address, &format!("/messages/{}", answer.message_id()));
        assert_eq!(details["returnPath"], expected, "{name}");
    }
    // The header is authorised all the same.
    let message = message.replace("bounces@delegate", "bounces@nobody");
    Call::v1_raw(&[source], message).send(address).expect(
        "unverified",
        400,
        "MessageRejected",
        "US-EAST-1: bounces@nobody.example",
    );
}

/// As the Ruby gems aws-ses and fog write it, with Ruby's `encode64`.
#[test]
fn base64_may_come_in_lines() {
    let address = start();
    let message = format!("From: a@delegate.example\r\nTo: r@x.example\r\n\r\n{}", "b".repeat(200));
    for end in ["\n", "\r\n"] {
        let whole = STANDARD.encode(&message);
        let lines: Vec<&str> =
            whole.as_bytes().chunks(60).map(|line| std::str::from_utf8(line).unwrap()).collect();
        let data = lines.join(end) + end;
        let answer = Call::v1("SendRawEmail", &[("RawMessage.Data", &data)]).send(address);
        assert!(delivered(address, &answer).ends_with(&"b".repeat(200)), "{end:?}");
    }
}

#[test]
fn messages_ses_does_not_take() {
    let address = start();
    let to = ("Destination.ToAddresses.member.1", "r@x.example");
    let invalid = |name: &str, call: Call, part: &str| {
        call.send(address).expect(name, 400, "InvalidParameterValue", part);
    };
    invalid(
        "no recipient",
        simple(&[("Destination.ToAddresses", "")]),
        "Missing required header 'To'.",
    );
    invalid(
        "no recipient in headers",
        Call::v1_raw(&[], "From: a@delegate.example\r\n\r\n"),
        "Missing required header 'To'.",
    );
    invalid(
        "empty To",
        Call::v1_raw(&[], "From: a@delegate.example\r\nTo:\r\nCc: r@x.example\r\n\r\n"),
        "Empty required header 'To'.",
    );
    let destination = ("Destinations.member.1", "r@x.example");
    invalid(
        "empty To beside a parameter",
        Call::v1_raw(&[destination], "From: a@delegate.example\r\nTo: \r\n\r\n"),
        "Empty required header 'To'.",
    );
    invalid(
        "bad To header beside a parameter",
        Call::v1_raw(&[destination], "From: a@delegate.example\r\nTo: r@\r\n\r\n"),
        "Missing domain",
    );
    invalid(
        "From header before the recipients",
        Call::v1_raw(&[("Destinations.member.1", "r@")], "From: a b@delegate.example\r\n\r\n"),
        "Local address contains control or whitespace",
    );
    invalid(
        "empty address",
        simple(&[("Destination.ToAddresses.member.1", "")]),
        "Invalid email address .",
    );
    invalid(
        "list in a parameter",
        simple(&[("Destination.ToAddresses.member.1", "Karen, Chan <r@x.example>")]),
        "Illegal address",
    );
    invalid(
        "no From",
        Call::v1_raw(&[("Source", "a@delegate.example")], "To: r@x.example\r\n\r\n"),
        "Missing required header 'From'.",
    );
    invalid("bad source", simple(&[to, ("ReturnPath", "ann")]), "Missing final '@domain'");
    invalid("bad To", simple(&[("Destination.ToAddresses.member.1", "r@")]), "Missing domain");
    invalid(
        "bad Cc",
        simple(&[to, ("Destination.CcAddresses.member.1", "r r@x.example")]),
        "Local address contains control or whitespace",
    );
    invalid(
        "bad Reply-To",
        simple(&[to, ("ReplyToAddresses.member.1", "r@bücher.example")]),
        "Domain contains control or whitespace",
    );
    invalid(
        "bad To header",
        Call::v1_raw(&[], "From: a@delegate.example\r\nTo: r\r\n\r\n"),
        "Missing final '@domain'",
    );
    let long = format!("{} <a@delegate.example>", "n".repeat(320));
    invalid(
        "long address",
        simple(&[to, ("ReturnPath", &long)]),
        "Address length is more than 320 characters long: 'nnn",
    );
    invalid("two Subjects", raw("Subject: a\r\nsubject: b\r\n"), "Duplicate header 'Subject'.");
    invalid(
        "two Reply-Tos",
        raw("Reply-To: a@x.example\r\nReply-To: b@x.example\r\n"),
        "Duplicate header 'Reply-To'.",
    );
    invalid("two Froms", raw("From: a@delegate.example\r\n"), "Duplicate header 'From'.");
    invalid(
        "body without an empty line before it",
        raw("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0//EN\" \"http://www.w3.org/\">\r\n"),
        "Illegal header '<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0//EN\" \"http'.",
    );
    invalid("name in 8 bits", raw("X-\u{fc}: a\r\n"), "Illegal header 'X-\u{fc}'.");
    invalid(
        "two angles",
        simple(&[to, ("ReturnPath", "Ann <a@delegate.example> <b@delegate.example>")]),
        "Extra route-addr",
    );
    invalid("nameless header", raw(": value\r\n"), "Empty header names are illegal.");
    invalid(
        "executable",
        raw("Content-Type: application/octet-stream; name=\"a.EXE\"\r\n"),
        "Illegal filename 'a.EXE'",
    );
    invalid(
        "base64",
        Call::v1("SendRawEmail", &[("RawMessage.Data", "Zm9v!")]),
        "expected base64, but found",
    );

    raw("").send(address).expect("plain", 200, "OK", "");
    raw("Received: a\r\nReceived: b\r\nX-A: 1\r\nX-A: 2\r\n").send(address).expect(
        "others may repeat",
        200,
        "OK",
        "",
    );
}

#[test]
fn fifty_recipients_are_enough() {
    let address = start();
    let names: Vec<String> = (1..=51).map(|n| format!("Destinations.member.{n}")).collect();
    let members = |count: usize| -> Vec<(&str, &str)> {
        names[..count].iter().map(|name| (name.as_str(), "r@x.example")).collect()
    };
    let message = "From: a@delegate.example\r\n\r\n";
    Call::v1_raw(&members(50), message).send(address).expect("fifty", 200, "OK", "");
    let more = Call::v1_raw(&members(51), message).send(address);
    more.expect("one more", 400, "InvalidParameterValue", "Recipient count exceeds 50.");
    let list = vec!["r@x.example"; 26].join(", ");
    let headers = format!("From: a@delegate.example\r\nTo: {list}\r\nCc: {list}\r\n\r\n");
    Call::v1_raw(&[], headers).send(address).expect(
        "in headers",
        400,
        "InvalidParameterValue",
        "Recipient count",
    );
}

#[test]
fn each_api_has_its_own_size() {
    let address = start();
    let head = "From: a@delegate.example\r\nTo: r@x.example\r\n\r\n";
    let of = |size: usize| format!("{head}{}", "x".repeat(size - head.len()));
    Call::v1_raw(&[], of(10_485_760)).send(address).expect("v1, just right", 200, "OK", "");
    let text = "Message length is more than 10485760 bytes long: '10485761'.";
    Call::v1_raw(&[], of(10_485_761)).send(address).expect(
        "v1",
        400,
        "InvalidParameterValue",
        text,
    );
    Call::v2_raw(json!({}), of(41_943_040)).send(address).expect("v2, just right", 200, "OK", "");
    let text = "Message length is more than 41943040 bytes long: '41943041'.";
    Call::v2_raw(json!({}), of(41_943_041)).send(address).expect(
        "v2",
        400,
        "BadRequestException",
        text,
    );
}

#[test]
fn configuration_sets_are_the_callers() {
    let address = start();
    let with = |name: &str| {
        Call::v1_raw(
            &[("ConfigurationSetName", name)],
            "From: a@delegate.example\r\nTo: r@x.example\r\n\r\n",
        )
    };
    with("delegate-events").send(address).expect("own", 200, "OK", "");
    let text = "Configuration set <owner-events> does not exist.";
    with("owner-events").send(address).expect(
        "parameter",
        400,
        "ConfigurationSetDoesNotExist",
        text,
    );
    raw("X-SES-CONFIGURATION-SET: owner-events\r\n").send(address).expect(
        "header",
        400,
        "ConfigurationSetDoesNotExist",
        text,
    );
    let v2 = Call::v2_raw(
        json!({ "ConfigurationSetName": "owner-events" }),
        "From: a@delegate.example\r\nTo: r@x.example\r\n\r\n",
    );
    v2.send(address).expect("v2", 404, "NotFoundException", text);
}

#[test]
fn a_raw_message_is_delivered_as_written() {
    let address = start();
    let body = "X-SES-SOURCE-ARN: stays\r\n\r\nBcc: stays\nlone line ends \r stay\r\n";
    let head = "Received: by me\r\nX-SES-MESSAGE-TAGS: a=b,\r\n c=d\r\nFrom: a@delegate.example\r\nTo: r@x.example\r\n\
                Bcc: b@x.example\r\nDate: yesterday\r\nSubject:  odd   blanks \r\n\tand folds\r\nMessage-ID: <mine@x>\r\n";
    let answer = Call::v1_raw(&[], format!("{head}\r\n{body}")).send(address);
    let id = answer.message_id();
    let expected = format!(
        "Received: by me\r\nFrom: a@delegate.example\r\nTo: r@x.example\r\nDate: Thu, 15 Jan 2026 12:34:56 +0000\r\n\
         Subject:  odd   blanks \r\n\tand folds\r\nMessage-ID: <{id}@email.amazonses.com>\r\n\r\n{body}"
    );
    assert_eq!(delivered(address, &answer), expected);
    assert!(id.starts_with("0100019bc1a6d980-") && id.ends_with("-000000"), "{id}");
}

#[test]
fn another_region_shows_in_the_message_id() {
    let address = start();
    let arn = "arn:aws:ses:eu-west-1:111122223333:identity/press@owner.example";
    let message = "From: press@owner.example\r\nTo: r@x.example\r\n\r\n";
    let answer = Call::v1_raw(&[("SourceArn", arn)], message).region("eu-west-1").send(address);
    let id = answer.message_id();
    assert!(
        delivered(address, &answer)
            .contains(&format!("\r\nMessage-ID: <{id}@eu-west-1.amazonses.com>\r\n"))
    );
}

#[test]
fn destinations_beat_headers() {
    let address = start();
    let destinations = |answer: &crate::client::Answer| -> Value {
        get_json(address, &format!("/messages/{}", answer.message_id()))["destinations"].clone()
    };
    let message = "From: a@delegate.example\r\nTo: t@x.example\r\nCc: c@x.example\r\nBcc: b@x.example\r\n\r\n";
    let from_headers = Call::v1_raw(&[], message).send(address);
    assert_eq!(destinations(&from_headers), json!(["t@x.example", "c@x.example", "b@x.example"]));
    let given = Call::v1_raw(&[("Destinations.member.1", "d@x.example")], message).send(address);
    assert_eq!(destinations(&given), json!(["d@x.example"]));
    let v2 = Call::v2_raw(json!({ "Destination": { "BccAddresses": ["d@x.example"] } }), message)
        .send(address);
    assert_eq!(destinations(&v2), json!(["d@x.example"]));
}

#[test]
fn v2_parameters_replace_headers_of_raw_messages() {
    let address = start();
    let members = json!({ "FromEmailAddress": "News <news@delegate.example>", "ReplyToAddresses": ["x@x.example"] });
    let message = "From: a@owner.example\r\nTo: r@x.example\r\nReply-To: old@x.example\r\n\r\n";
    let text = delivered(address, &Call::v2_raw(members, message).send(address));
    assert!(text.starts_with("From: \"News\" <news@delegate.example>\r\nTo: r@x.example\r\nReply-To: <x@x.example>\r\n"), "{text}");
}

#[test]
fn ses_writes_simple_messages() {
    let address = start();
    let body = json!({
        "FromEmailAddress": "Jürgen <a@delegate.example>",
        "Destination": { "ToAddresses": ["r@x.example"], "BccAddresses": ["b@x.example"] },
        "Content": { "Simple": {
            "Subject": { "Data": "Grüße", "Charset": "UTF-8" },
            "Body": { "Text": { "Data": "one\ntwo" }, "Html": { "Data": "<img src=cid:logo>" } },
            "Headers": [{ "Name": "X-Kept", "Value": "yes" }, { "Name": "X-SES-SOURCE-ARN", "Value": "dropped" }],
            "Attachments": [
                { "RawContent": "YQpi", "FileName": "a.txt", "ContentType": "text/plain" },
                { "RawContent": "iVBORw==", "FileName": "l.png", "ContentType": "image/png", "ContentDisposition": "INLINE", "ContentId": "logo" }
            ]
        } }
    });
    let answer = Call::v2(&body).send(address);
    let text = delivered(address, &answer);
    let message = mail_parser::MessageParser::default().parse(text.as_bytes()).unwrap();
    assert_eq!(message.subject(), Some("Grüße"));
    assert_eq!(message.from().unwrap().first().unwrap().name(), Some("Jürgen"));
    assert_eq!(message.body_text(0).unwrap(), "one\r\ntwo");
    assert!(
        text.contains("\r\nX-Kept: yes\r\n")
            && !text.contains("X-SES-")
            && !text.contains("b@x.example"),
        "{text}"
    );
    let types: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("Content-Type: "))
        .map(|line| line.split(';').next().unwrap())
        .collect();
    let expected = [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "text/plain",
    ];
    assert_eq!(types, expected);
    let file = message
        .attachments()
        .find(|part| mail_parser::MimeHeaders::attachment_name(*part) == Some("a.txt"))
        .unwrap();
    assert_eq!(file.contents(), b"a\nb");
    assert!(
        text.lines()
            .filter_map(|line| line.split("boundary=\"").nth(1))
            .all(|boundary| boundary.len() <= 71),
        "{text}"
    );
}

#[test]
fn a_missing_charset_means_ascii() {
    let address = start();
    let to = ("Destination.ToAddresses.member.1", "r@x.example");
    let members = [to, ("Message.Body.Html.Data", "ü"), ("Message.Body.Html.Charset", "UTF-8")];
    let call = Call::v1(
        "SendEmail",
        &[&[("Source", "a@delegate.example"), ("Message.Subject.Data", "ü")], &members[..]]
            .concat(),
    );
    let details = get_json(address, &format!("/messages/{}", call.send(address).message_id()));
    assert_eq!((&details["subject"], &details["html"]), (&json!("?"), &json!("ü")));
}

/// By recursion, this would overflow the stack and end the server.
#[test]
fn messages_in_messages_are_taken_however_deep() {
    let address = start();
    let nested = "Content-Type: message/rfc822\r\n\r\n".repeat(20_000);
    let answer = raw(&format!("X-File: name\r\n{nested}")).send(address);
    let details = get_json(address, &format!("/messages/{}", answer.message_id()));
    assert_eq!(details["parts"][0]["contentType"], "message/rfc822");
    assert_eq!(get_json(address, "/messages?q=unheard")["total"], 0);
}
