use std::collections::BTreeMap;

use super::*;
use crate::shape::Timestamp;

fn response(status: u16, body: &str) -> Response<'_> {
    Response { status, headers: &[], body: body.as_bytes() }
}

fn read_send(status: u16, body: &str) -> Result<Sent, Rejection> {
    sent(&response(status, body), "SendRawEmail")
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Everything {
    flag: bool,
    whole: i32,
    double: f64,
    text: String,
    absent: Option<String>,
    empty: Option<String>,
    at: Timestamp,
    word: Word,
    #[serde(default)]
    list: Vec<Item>,
    #[serde(default)]
    no_list: Vec<Item>,
    map: BTreeMap<String, Item>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    name: String,
}

#[derive(Debug, PartialEq, Deserialize)]
enum Word {
    Pending,
}

const EVERYTHING: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- before --><{p}OpResponse{ns}>
  <{p}OpResult>
    <{p}Added><{p}Flag>no</{p}Flag></{p}Added>
    <{p}Flag> true </{p}Flag>
    <{p}Whole>
      -5
    </{p}Whole>
    <{p}Double>1.5e3</{p}Double>
    <{p}Text> a &lt;b&gt; <!-- c -->&amp; <![CDATA[<d>&amp;]]>&#233;
</{p}Text>
    <{p}Text>second</{p}Text>
    <{p}Empty/>
    <{p}At>2026-01-15T12:34:56.25Z</{p}At>
    <{p}Word>Pending</{p}Word>
    <{p}List> <{p}member><{p}Name>1</{p}Name></{p}member> <!-- --> <{p}member><{p}Name>2</{p}Name></{p}member></{p}List>
    <{p}NoList> </{p}NoList>
    <{p}Map>
      <{p}entry><{p}value><{p}Name>x</{p}Name></{p}value><{p}key>b</{p}key></{p}entry>
      <{p}entry><{p}key>a</{p}key><{p}value><{p}Name>y</{p}Name></{p}value></{p}entry>
    </{p}Map>
  </{p}OpResult>
</{p}OpResponse>"#;

#[test]
fn every_shape_with_and_without_namespace_or_prefix() {
    let item = |name: &str| Item { name: name.to_owned() };
    for (prefix, namespace) in
        [("", ""), ("", " xmlns=\"http://a.b/\""), ("n:", " xmlns:n=\"http://a.b/\"")]
    {
        let body = EVERYTHING.replace("{p}", prefix).replace("{ns}", namespace);
        let read: Everything = read(&response(200, &body), "Op").unwrap();
        assert_eq!(
            read,
            Everything {
                flag: true,
                whole: -5,
                double: 1500.0,
                text: " a <b> & <d>&amp;é\n".to_owned(),
                absent: None,
                empty: Some(String::new()),
                at: Timestamp::from_milliseconds(1_768_480_496_250).unwrap(),
                word: Word::Pending,
                list: vec![item("1"), item("2")],
                no_list: vec![],
                map: BTreeMap::from([("a".to_owned(), item("y")), ("b".to_owned(), item("x"))]),
            }
        );
    }
}

#[test]
fn an_output_that_cannot_be_read_is_unclear() {
    let whole = EVERYTHING.replace("{p}", "").replace("{ns}", "");
    for (part, instead) in [
        ("OpResult>", "OtherResult>"),
        (" true ", "yes"),
        ("-5", "5.5"),
        ("-5", ""),
        ("-5", "99999999999"),
        ("1.5e3", "much"),
        ("12:34:56.25Z", ""),
        ("Pending", "Unheard"),
        ("<key>b</key>", ""),
        ("<value><Name>x</Name></value>", ""),
        ("<Name>2</Name>", ""),
        ("</OpResponse>", ""),
    ] {
        let body = whole.replace(part, instead);
        assert_ne!(body, whole);
        let error = read::<Everything>(&response(200, &body), "Op").unwrap_err();
        assert_eq!((error.kind, error.body), (RejectionKind::Unclear, body), "{part}");
    }
    assert!(read::<Everything>(&response(400, &whole), "Op").is_err());
}

#[test]
fn an_operation_without_output_must_say_its_name() {
    let read = |status, body: &str| done(&response(status, body), "PutIdentityPolicy");
    for body in [
        "<PutIdentityPolicyResponse xmlns=\"http://a.b/\"><PutIdentityPolicyResult/></PutIdentityPolicyResponse>",
        "<PutIdentityPolicyResponse/>",
        "<R><PutIdentityPolicyResult></PutIdentityPolicyResult></R>",
    ] {
        assert_eq!(read(200, body), Ok(()), "{body}");
        assert_eq!(read(500, body).unwrap_err().kind, RejectionKind::Unclear);
    }
    for body in
        ["", "<html/>", "{}", "<DeleteIdentityPolicyResponse/>", "<PutIdentityPolicyResponse>"]
    {
        assert_eq!(read(200, body).unwrap_err().kind, RejectionKind::Unclear, "{body}");
    }
}

#[test]
fn sends_and_errors_with_and_without_namespace() {
    for ns in ["", " xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\""] {
        let sent = read_send(200, &format!("<SendRawEmailResponse{ns}><SendRawEmailResult><MessageId>m-1</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></SendRawEmailResponse>")).unwrap();
        assert_eq!((sent.message_id.as_str(), sent.request_id.as_deref()), ("m-1", Some("r-1")));
        let error = read_send(400, &format!("<ErrorResponse{ns}>\n <Error><Type>Sender</Type><Code>\n MessageRejected </Code><Message>a &lt;b&gt; <!-- x -->&amp; c</Message></Error><RequestId>r-2</RequestId></ErrorResponse>")).unwrap_err();
        assert_eq!(error.code.as_deref(), Some("MessageRejected"));
        assert_eq!(error.message.as_deref(), Some("a <b> & c"));
        assert_eq!(error.request_id.as_deref(), Some("r-2"));
    }
}

#[test]
fn errors_in_other_wrappings() {
    for body in [
        "<ErrorResponse><Error><Code>X</Code><Message>m</Message></Error></ErrorResponse>",
        "<Response><Errors><Error><Code>X</Code><Message>m</Message></Error></Errors></Response>",
        "<Error><Code>X</Code><Message>m</Message></Error>",
        "<ErrorResponse><Code>X</Code><Message>m</Message></ErrorResponse>",
        "<E><Error><Code>X</Code><Message>m</Message></Error><Error><Code>Y</Code></Error></E>",
    ] {
        let headers = [("X-Amzn-Requestid".to_owned(), "r-3".to_owned())];
        let response = Response { status: 500, headers: &headers, body: body.as_bytes() };
        let error = sent(&response, "SendRawEmail").unwrap_err();
        assert_eq!((error.code.as_deref(), error.message.as_deref()), (Some("X"), Some("m")));
        assert_eq!(
            (error.kind, error.request_id.as_deref()),
            (RejectionKind::Refused, Some("r-3"))
        );
    }
}

#[test]
fn what_is_not_an_answer_is_kept_whole() {
    for (status, body) in [
        (503, "<html><body>503 <br> gateway"),
        (502, "<html><body><h1>502</h1><Error><Code>not SES's</Code></Error></body></html>"),
        (400, ""),
        (403, "{\"message\":\"Forbidden\"}"),
        (200, "ok"),
        (200, "<r><MessageId>m</MessageId></r>"),
        (200, "<R><SendEmailResult><MessageId>m</MessageId></SendEmailResult></R>"),
        (200, "<R><SendRawEmailResult><MessageId> </MessageId></SendRawEmailResult></R>"),
        (
            200,
            "<R><Deeper><SendRawEmailResult><MessageId>m</MessageId></SendRawEmailResult></Deeper></R>",
        ),
    ] {
        let error = read_send(status, body).unwrap_err();
        assert_eq!((error.status, error.code, error.body.as_str()), (status, None, body));
    }
}

#[test]
fn hostile_documents_end_soon_and_shallow() {
    use std::fmt::Write as _;
    let depth = 200_000;
    let nested = "<a>".repeat(depth) + &"</a>".repeat(depth);
    let namespaces = (0..20_000).fold(String::new(), |mut xml, at| {
        write!(xml, "<a xmlns:a{at}=\"u{at}\">").unwrap();
        xml
    });
    let attributes = (0..100_000).fold(String::from("<a"), |mut xml, at| {
        write!(xml, " a{at}=\"\"").unwrap();
        xml
    });
    let result = |content: &str| {
        format!("<R><SendRawEmailResult><MessageId>{content}</MessageId></SendRawEmailResult></R>")
    };
    for body in [
        "<a>".repeat(depth),
        nested.clone(),
        result(&nested),
        result(&namespaces),
        result(&(attributes + "/>")),
        format!("<R>{}</R>", "<SendRawEmailResult/>".repeat(depth)),
        format!("<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]>{}", result("&c;")),
        format!("<!DOCTYPE a SYSTEM \"file:///etc/passwd\">{}", result("m")),
        result("&undefined;"),
    ] {
        let error = read_send(200, &body).unwrap_err();
        assert_eq!(error.kind, RejectionKind::Unclear, "{body:.60}");
    }
}
