//! Requests that are not what SES understands.

use serde_json::json;

use crate::client::{Call, plain, start};

#[test]
fn v1_calls_ses_does_not_know() {
    let address = start();
    let form =
        |body: &str| Call::new("/", "application/x-www-form-urlencoded", body.as_bytes().to_vec());
    form("Version=2010-12-01").send(address).expect("no action", 400, "MissingAction", "Action");
    form("").send(address).expect("nothing", 400, "MissingAction", "Action");
    let text = "Could not find operation Dance for version 2010-12-01";
    Call::v1("Dance", &[]).send(address).expect("unknown", 400, "InvalidAction", text);
    let text = "Could not find operation SendEmail for version NO_VERSION_SPECIFIED";
    form("Action=SendEmail").send(address).expect("no version", 400, "InvalidAction", text);
    form("Action=SendEmail&Version=2011-06-15").send(address).expect(
        "wrong version",
        400,
        "InvalidAction",
        "2011-06-15",
    );
    form("Action=%zz").send(address).expect(
        "bad escape",
        404,
        "MalformedQueryString",
        "hexadecimal",
    );
    form("Action=%ff").send(address).expect("no UTF-8", 404, "MalformedQueryString", "UTF-8");
    let json = Call::new("/", "application/json", b"Action=SendEmail&Version=2010-12-01".to_vec());
    json.send(address).expect("not a form", 400, "MissingAction", "Action");
    let null = "failed to satisfy constraint: Member must not be null";
    Call::v1("SendEmail", &[]).send(address).expect("no members", 400, "ValidationError", null);
    Call::v1("SendRawEmail", &[]).send(address).expect(
        "no message",
        400,
        "ValidationError",
        "rawMessage",
    );
    let mut put = Call::v1("SendEmail", &[]);
    put.method = "PUT";
    put.send(address).expect("another method", 400, "InvalidAction", "PUT");
}

#[test]
fn v1_may_be_called_with_get() {
    let address = start();
    let call = Call::v1_raw(&[], "From: a@delegate.example\r\nTo: r@x.example\r\n\r\n");
    let mut call = Call::new(
        &format!("/?{}", String::from_utf8(call.body).unwrap()),
        "text/plain",
        Vec::new(),
    );
    call.method = "GET";
    call.headers.clear();
    call.send(address).expect("GET", 200, "OK", "");
    let unsigned = plain(address, "GET", "/?Action=SendEmail&Version=2010-12-01", &[]);
    unsigned.expect("unsigned", 403, "MissingAuthenticationToken", "");
}

#[test]
fn all_that_is_missing_is_counted() {
    type Row<'r> = (&'r str, &'r [(&'r str, &'r str)], &'r [&'r str]);
    let address = start();
    let missing = |names: &[&str]| {
        let one = |name: &&str| {
            format!("Value null at '{name}' failed to satisfy constraint: Member must not be null")
        };
        let all: Vec<String> = names.iter().map(one).collect();
        let errors = if names.len() == 1 { "error" } else { "errors" };
        format!("{} validation {errors} detected: {}", names.len(), all.join("; "))
    };
    let simple = [("Source", "a@b.example"), ("Message.Subject.Data", "s")];
    let rows: [Row<'_>; 7] = [
        ("SendEmail", &[], &["source", "message", "destination"]),
        ("SendEmail", &simple, &["message.body", "destination"]),
        ("SendRawEmail", &[("Source", "a@b.example")], &["rawMessage"]),
        ("SendRawEmail", &[("RawMessage", "")], &["rawMessage.data"]),
        ("SendTemplatedEmail", &[], &["source", "destination", "template", "templateData"]),
        (
            "SendBulkTemplatedEmail",
            &[("Template", "t")],
            &["source", "defaultTemplateData", "destinations"],
        ),
        (
            "SendBounce",
            &[("Explanation", "none")],
            &["originalMessageId", "bounceSender", "bouncedRecipientInfoList"],
        ),
    ];
    for (action, members, names) in rows {
        let answer = Call::v1(action, members).send(address);
        answer.expect(action, 400, "ValidationError", "");
        assert_eq!(answer.message(), missing(names), "{action} {members:?}");
    }
    let bulk = Call::new("/v2/email/outbound-bulk-emails", "application/json", b"{}".to_vec());
    let answer = bulk.send(address);
    answer.expect("v2", 400, "BadRequestException", "");
    assert_eq!(answer.message(), missing(&["defaultContent", "bulkEmailEntries"]));
}

#[test]
fn v2_calls_ses_does_not_know() {
    let address = start();
    for target in
        ["/v2/", "/v2/email/account", "/v2/email/outbound-emails/", "/v2/email/import-jobs"]
    {
        let call = Call::new(target, "application/json", b"{}".to_vec());
        call.send(address).expect(target, 404, "UnknownOperationException", "null");
    }
    let body = |text: &str| {
        Call::new("/v2/email/outbound-emails", "application/json", text.as_bytes().to_vec())
    };
    for text in [
        "",
        "{",
        "[]",
        "{\"Content\": 1}",
        "{\"Content\": [[[\"s\"], [[\"b\"]], []]]}",
        "{\"FromEmailAddress\": 1}",
        "{\"Destination\": {\"ToAddresses\": \"a\"}}",
    ] {
        body(text).send(address).expect(text, 400, "SerializationException", "");
    }
    let deep = format!("{{\"X\": {}", "[".repeat(100_000));
    body(&deep).send(address).expect("deep", 400, "SerializationException", "");
    body("{}").send(address).expect(
        "no content",
        400,
        "BadRequestException",
        "Value null at 'content'",
    );
    let both = json!({ "Content": { "Simple": {}, "Raw": {} } });
    Call::v2(&both).send(address).expect("both", 400, "BadRequestException", "Expected one of");
    let blob = json!({ "Content": { "Raw": { "Data": "Zm9" } } });
    Call::v2(&blob).send(address).expect(
        "blob",
        400,
        "SerializationException",
        "Content.Raw.Data: expected base64",
    );
    let template = json!({
        "FromEmailAddress": "a@delegate.example",
        "Destination": { "ToAddresses": ["r@reader.example"] },
        "Content": { "Template": { "TemplateName": "t" } },
    });
    Call::v2(&template).send(address).expect(
        "template",
        404,
        "NotFoundException",
        "Template t does not exist",
    );
    let nobody = json!({ "Content": { "Simple": { "Subject": { "Data": "" }, "Body": { "Text": { "Data": "" } } } } });
    Call::v2(&nobody).send(address).expect("no sender", 400, "BadRequestException", "null");
    let bad = Call::v2_raw(json!({}), "From: ann\r\nTo: r@x.example\r\n\r\n");
    bad.send(address).expect(
        "From header",
        400,
        "BadRequestException",
        "Invalid From address provided.",
    );
    let mut text = Call::v2_raw(json!({}), "From: a@delegate.example\r\nTo: r@x.example\r\n\r\n");
    text.headers[0].1 = "text/plain;charset=UTF-8".to_owned();
    text.send(address).expect("type", 415, "UnsupportedMediaTypeException", "application/json");
}

#[test]
fn v2_simple_content_has_limits() {
    let address = start();
    let refuse = |name: &str, member: &str, value: serde_json::Value, part: &str| {
        let mut body = json!({
            "FromEmailAddress": "a@delegate.example", "Destination": { "ToAddresses": ["r@x.example"] },
            "Content": { "Simple": { "Subject": { "Data": "Hi" }, "Body": { "Text": { "Data": "Body" } } } }
        });
        body["Content"]["Simple"][member] = value;
        Call::v2(&body).send(address).expect(name, 400, "BadRequestException", part);
    };
    let header = |name: &str, value: &str| json!({ "Name": name, "Value": value });
    refuse("header name", "Headers", json!([header("A:B", "x")]), "Header name 'A:B'");
    refuse("header value", "Headers", json!([header("A", "x\r\nBcc: y")]), "Header 'A'");
    refuse("header length", "Headers", json!([header("A", &"x".repeat(996))]), "1 to 995");
    refuse("sixteen headers", "Headers", json!(vec![header("A", "x"); 16]), "at most 15 headers");
    refuse(
        "doubled header",
        "Headers",
        json!([header("Subject", "x")]),
        "Duplicate header 'Subject'.",
    );
    let file = |more: serde_json::Value| {
        let mut file = json!({ "RawContent": "YQ==", "FileName": "a.txt" });
        file.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!([file])
    };
    refuse("file name", "Attachments", file(json!({ "FileName": "a\r\nb" })), "FileName");
    refuse(
        "file type",
        "Attachments",
        file(json!({ "FileName": "a.js" })),
        "Illegal filename 'a.js'",
    );
    refuse(
        "content type",
        "Attachments",
        file(json!({ "ContentType": "a\r\nX: y" })),
        "ContentType",
    );
    refuse("content id", "Attachments", file(json!({ "ContentId": "" })), "ContentId");
    refuse(
        "disposition",
        "Attachments",
        file(json!({ "ContentDisposition": "inline" })),
        "Value 'inline' at 'content.simple.attachments.1.member.contentDisposition' failed to satisfy constraint: Member must satisfy enum value set: [ATTACHMENT, INLINE]",
    );
    refuse(
        "encoding",
        "Attachments",
        file(json!({ "ContentTransferEncoding": "8BIT" })),
        "Value '8BIT' at 'content.simple.attachments.1.member.contentTransferEncoding'",
    );
    refuse("no body", "Body", json!({}), "content.simple.body.text");
}

#[test]
fn a_body_may_not_be_endless() {
    let address = start();
    let body = vec![b'a'; 64 * 1024 * 1024 + 1];
    let answer = Call::new("/", "application/x-www-form-urlencoded", body).send_as_is(address);
    assert_eq!((answer.status, answer.code().as_str()), (413, "RequestEntityTooLarge"));
}
