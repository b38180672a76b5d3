//! Requests of every operation. What is expected was written by botocore 1.44.5
//! or follows from bytes given here.

mod shared;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::*;
use crate::body::Segment;
use crate::credentials::Credentials;
use crate::error::ParseError;
use crate::operation::{Method, Operation, Request};
use crate::region::{Endpoint, Variant};
use crate::sigv4::{PayloadHash, sign};
use crate::stamp::UnixTime;

fn read<O: Operation + DeserializeOwned>(input: &Value) -> Result<O, ParseError> {
    O::from_json(&input.to_string())
}

fn request<O: Operation + DeserializeOwned>(input: &Value) -> Request {
    read::<O>(input).unwrap_or_else(|error| panic!("{}: {error}: {input}", O::NAME)).request()
}

/// The request of the operation called `name`, if API v2 has it here.
fn request_of(name: &str, input: &Value) -> Option<Request> {
    Some(match name {
        CreateEmailIdentityPolicy::NAME => request::<CreateEmailIdentityPolicy>(input),
        DeleteEmailIdentityPolicy::NAME => request::<DeleteEmailIdentityPolicy>(input),
        GetAccount::NAME => request::<GetAccount>(input),
        GetEmailIdentity::NAME => request::<GetEmailIdentity>(input),
        GetEmailIdentityPolicies::NAME => request::<GetEmailIdentityPolicies>(input),
        GetEmailTemplate::NAME => request::<GetEmailTemplate>(input),
        ListEmailTemplates::NAME => request::<ListEmailTemplates>(input),
        SendBulkEmail::NAME => request::<SendBulkEmail<'static>>(input),
        SendEmail::NAME => request::<SendEmail<'static>>(input),
        TestRenderEmailTemplate::NAME => request::<TestRenderEmailTemplate>(input),
        UpdateEmailIdentityPolicy::NAME => request::<UpdateEmailIdentityPolicy>(input),
        _ => return None,
    })
}

/// The body, in which no file is elsewhere.
fn body(request: &Request) -> Vec<u8> {
    request.body.to_vec(|file| panic!("file {file} is elsewhere")).unwrap()
}

fn refusal<O: Operation + DeserializeOwned>(input: &Value) -> (String, String) {
    let error = read::<O>(input).err().unwrap_or_else(|| panic!("{} read {input}", O::NAME));
    (error.code().to_owned(), error.field().to_owned())
}

#[test]
fn what_reads_and_removes_has_no_body() {
    let arn = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
    for (name, input, method, target) in [
        ("GetAccount", json!({}), "GET", "/v2/email/account"),
        (
            "GetEmailIdentity",
            json!({ "EmailIdentity": "sender+x@example.com" }),
            "GET",
            "/v2/email/identities/sender%2Bx%40example.com",
        ),
        (
            "GetEmailIdentity",
            json!({ "EmailIdentity": arn }),
            "GET",
            "/v2/email/identities/arn%3Aaws%3Ases%3Aus-east-1%3A123456789012%3Aidentity%2Fexample.com",
        ),
        (
            "GetEmailIdentityPolicies",
            json!({ "EmailIdentity": "ex.com" }),
            "GET",
            "/v2/email/identities/ex.com/policies",
        ),
        (
            "DeleteEmailIdentityPolicy",
            json!({ "EmailIdentity": "a!'*~@ex.com", "PolicyName": "p_1-x" }),
            "DELETE",
            "/v2/email/identities/a%21%27%2A~%40ex.com/policies/p_1-x",
        ),
        ("ListEmailTemplates", json!({}), "GET", "/v2/email/templates"),
        (
            "ListEmailTemplates",
            json!({ "PageSize": 5, "NextToken": "a+b/=~ é&x" }),
            "GET",
            "/v2/email/templates?NextToken=a%2Bb%2F%3D~%20%C3%A9%26x&PageSize=5",
        ),
        (
            "GetEmailTemplate",
            json!({ "TemplateName": "a/b+%~" }),
            "GET",
            "/v2/email/templates/a%2Fb%2B%25~",
        ),
    ] {
        let request = request_of(name, &input).unwrap();
        assert_eq!((request.method.as_str(), request.target().as_str()), (method, target));
        assert_eq!((request.content_type, request.body.len()), (None, 0), "{name}");
        assert!(request.parameters().is_empty());
    }
}

#[test]
fn members_of_the_path_are_not_in_the_body() {
    let policy = r#"{"Statement":"é"}"#;
    let input = json!({ "EmailIdentity": "ex.com", "PolicyName": "p", "Policy": policy });
    let path = "/v2/email/identities/ex.com/policies/p";
    for (name, method) in
        [("CreateEmailIdentityPolicy", Method::Post), ("UpdateEmailIdentityPolicy", Method::Put)]
    {
        let request = request_of(name, &input).unwrap();
        assert_eq!((request.method, request.target().as_str()), (method, path));
        assert_eq!(request.content_type, Some("application/json"));
        assert_eq!(request.parameters(), [("Policy".to_owned(), policy.to_owned())]);
    }
    let input = json!({ "TemplateName": "wel.come", "TemplateData": "{}" });
    let request = request_of("TestRenderEmailTemplate", &input).unwrap();
    assert_eq!(request.target(), "/v2/email/templates/wel.come/render");
    assert_eq!(body(&request), br#"{"TemplateData":"{}"}"#);
}

#[test]
fn no_label_leads_elsewhere() {
    for name in [".", "..", "", "a b", "a\r\nb"] {
        let input = json!({ "TemplateName": name });
        let expected = ("template.name".to_owned(), "TemplateName".to_owned());
        assert_eq!(refusal::<GetEmailTemplate>(&input), expected);
    }
    let input = json!({ "EmailIdentity": "..", "PolicyName": "p" });
    assert_eq!(refusal::<DeleteEmailIdentityPolicy>(&input).1, "EmailIdentity");
    let input = json!({ "EmailIdentity": "ex.com", "PolicyName": "a/b" });
    assert_eq!(refusal::<DeleteEmailIdentityPolicy>(&input).1, "PolicyName");
    assert_eq!(refusal::<GetAccount>(&json!({ "Region": "us-east-1" })).0, "input.shape");
}

fn attachments() -> Value {
    json!([
        {
            "RawContent": "AAEC/w==",
            "FileName": "Grüße.bin",
            "ContentDisposition": "ATTACHMENT",
            "ContentDescription": "four bytes",
            "ContentId": "logo@x",
            "ContentTransferEncoding": "BASE64",
            "ContentType": "application/octet-stream",
        },
        { "RawContent": "", "FileName": "empty" },
        {
            "RawContent": "PHA+",
            "FileName": "p.html",
            "ContentDisposition": "INLINE",
            "ContentTransferEncoding": "QUOTED_PRINTABLE",
        },
        { "RawContent": "eA==", "FileName": "x.txt", "ContentTransferEncoding": "SEVEN_BIT" },
    ])
}

fn template() -> Value {
    json!({
        "TemplateName": "welcome",
        "TemplateArn": "arn:aws:ses:us-east-1:123456789012:template/welcome",
        "TemplateContent": { "Subject": "{{a}}", "Text": "\u{0}{{a}}", "Html": "<p>{{a}}" },
        "TemplateData": "{\"a\":\"\\u0000\"}",
        "Headers": [{ "Name": "X-A", "Value": "1" }, { "Name": "List-Unsubscribe", "Value": "<x>" }],
        "Attachments": attachments(),
    })
}

fn sender() -> Value {
    let arn = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
    json!({
        "FromEmailAddress": "ann@example.com",
        "FromEmailAddressIdentityArn": arn,
        "ReplyToAddresses": ["r@example.com", "s@example.com"],
        "FeedbackForwardingEmailAddress": "bounces@example.com",
        "FeedbackForwardingEmailAddressIdentityArn": arn,
        "ConfigurationSetName": "set",
        "EndpointId": "abcdef12.g3h",
        "TenantName": "tenant",
        "ConfigurationOverrides": {
            "Tracking": { "OpenTrackingEnabled": "ENABLED", "ClickTrackingEnabled": "DISABLED" },
        },
    })
}

/// `sender()` and the members of `more`.
fn with(more: Value) -> Value {
    let mut whole = sender();
    let (Value::Object(members), Value::Object(more)) = (&mut whole, more) else { unreachable!() };
    members.extend(more);
    whole
}

fn send_email(content: &Value) -> Value {
    with(json!({
        "Destination": {
            "ToAddresses": ["a@example.org"],
            "CcAddresses": ["b@example.org"],
            "BccAddresses": ["c@example.org"],
        },
        "Content": content,
        "EmailTags": [{ "Name": "n", "Value": "v" }],
        "ListManagementOptions": { "ContactListName": "list", "TopicName": "topic" },
    }))
}

fn simple() -> Value {
    json!({ "Simple": {
        "Subject": { "Data": "Grüße", "Charset": "UTF-8" },
        "Body": {
            "Text": { "Data": "a\u{0}b" },
            "Html": { "Data": "<p>", "Charset": "ISO-8859-1" },
        },
        "Headers": [{ "Name": "X-A", "Value": "1" }],
        "Attachments": attachments(),
    } })
}

#[test]
fn every_member_goes_out_as_it_came_in() {
    let raw = json!({ "Raw": { "Data": "RnJvbTogYUBiLmMNCg0KeA==" } });
    for content in [simple(), raw, json!({ "Template": template() })] {
        let input = send_email(&content);
        let request = request::<SendEmail<'_>>(&input);
        assert_eq!(request.target(), "/v2/email/outbound-emails");
        assert_eq!(serde_json::from_slice::<Value>(&body(&request)).unwrap(), input);
    }
    let entry = json!({
        "Destination": { "ToAddresses": ["a@example.org"], "BccAddresses": ["b@example.org"] },
        "ReplacementTags": [{ "Name": "r", "Value": "1" }],
        "ReplacementEmailContent":
            { "ReplacementTemplate": { "ReplacementTemplateData": "{\"a\":2}" } },
        "ReplacementHeaders": [{ "Name": "X-A", "Value": "2" }],
    });
    let input = with(json!({
        "DefaultEmailTags": [{ "Name": "n", "Value": "v" }],
        "DefaultContent": { "Template": template() },
        "BulkEmailEntries": [entry, { "Destination": { "CcAddresses": ["c@example.org"] } }],
    }));
    let request = request::<SendBulkEmail<'_>>(&input);
    assert_eq!(request.target(), "/v2/email/outbound-bulk-emails");
    assert_eq!(serde_json::from_slice::<Value>(&body(&request)).unwrap(), input);
}

#[test]
fn what_is_not_given_is_not_sent() {
    let entry = json!({ "Destination": { "ToAddresses": ["a@example.org"] } });
    let input = json!({ "DefaultContent": { "Template": {} }, "BulkEmailEntries": [entry] });
    let empty = json!({
        "ReplyToAddresses": [],
        "DefaultEmailTags": [],
        "DefaultContent": { "Template": { "Headers": [], "Attachments": [] } },
        "BulkEmailEntries": [
            { "Destination": { "ToAddresses": ["a@example.org"], "CcAddresses": [] },
              "ReplacementTags": [], "ReplacementHeaders": [] },
        ],
    });
    for given in [&input, &empty] {
        let request = request::<SendBulkEmail<'_>>(given);
        assert_eq!(serde_json::from_slice::<Value>(&body(&request)).unwrap(), input);
    }
}

/// Files that are elsewhere stand in the plan in the order of their members.
#[test]
fn files_keep_their_places() {
    let mut input = read::<SendEmail<'_>>(&send_email(&simple())).unwrap();
    let Content::Simple(message) = &mut input.content else { panic!("not simple") };
    for (attachment, file) in message.attachments.iter_mut().zip([2, 0, 3, 1]) {
        attachment.raw_content = crate::shape::Blob::File(file, 3);
    }
    let request = input.request();
    let files: Vec<_> = request
        .body
        .segments()
        .iter()
        .filter_map(|segment| match segment {
            Segment::File(file) => Some(file.file()),
            Segment::Bytes(_) => None,
        })
        .collect();
    assert_eq!(files, [2, 0, 3, 1]);
    let whole = request.body.to_vec(|file| [b"aaa", b"bbb", b"ccc", b"ddd"][file]).unwrap();
    assert_eq!(request.body.len(), whole.len() as u64);
    let whole: Value = serde_json::from_slice(&whole).unwrap();
    let contents: Vec<_> = whole["Content"]["Simple"]["Attachments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|attachment| attachment["RawContent"].as_str().unwrap())
        .collect();
    assert_eq!(contents, ["Y2Nj", "YWFh", "ZGRk", "YmJi"]);
    assert_eq!(whole["Content"]["Simple"]["Body"]["Text"]["Data"], "a\u{0}b");
}

#[test]
fn wrong_members_are_named_by_their_path() {
    let entry = |to: &str| json!({ "Destination": { "ToAddresses": [to] } });
    let bulk = |entries: Vec<Value>| {
        let content = json!({ "Template": { "TemplateName": "t" } });
        refusal::<SendBulkEmail<'_>>(
            &json!({ "DefaultContent": content, "BulkEmailEntries": entries }),
        )
    };
    let at = |code: &str, field: &str| (code.to_owned(), field.to_owned());
    let count = at("list.length", "BulkEmailEntries");
    assert_eq!(bulk(vec![]), count);
    assert_eq!(bulk(vec![entry("a@b.c"); 51]), count);
    assert_eq!(
        bulk(vec![entry("a@b.c"), entry("a")]),
        at("address.syntax", "BulkEmailEntries[1].Destination.ToAddresses[0]")
    );
    assert_eq!(bulk(vec![json!({})]), at("input.shape", "BulkEmailEntries[0]"));
    let of = |pointer: &str, value: Value| {
        let mut input = send_email(&simple());
        *input.pointer_mut(pointer).unwrap() = value;
        refusal::<SendEmail<'_>>(&input)
    };
    let file = "Content.Simple.Attachments[1]";
    assert_eq!(
        of("/Content/Simple/Attachments/1/RawContent", json!("A=")),
        at("blob.base64", &format!("{file}.RawContent"))
    );
    assert_eq!(
        of("/Content/Simple/Attachments/1/FileName", json!("a\r\nb")),
        at("header.control", &format!("{file}.FileName"))
    );
    assert_eq!(
        of("/Content/Simple/Headers/0/Value", json!("a\r\nBcc: b@c.d")).1,
        "Content.Simple.Headers[0].Value"
    );
    assert_eq!(
        of("/ConfigurationOverrides/Tracking/OpenTrackingEnabled", json!("ON")).1,
        "ConfigurationOverrides.Tracking.OpenTrackingEnabled"
    );
    assert_eq!(of("/ListManagementOptions/TopicName", json!("a b")).0, "topic.name");
    assert_eq!(of("/Content", json!({ "Simple": {}, "Raw": {} })).0, "input.shape");
}

/// The signature of a request without a body, as of 2026-01-15T12:34:56Z.
fn signature(request: &Request, region: &str, id: &str, secret: &str, token: &str) -> String {
    let endpoint = Endpoint::of(&region.parse().unwrap(), Variant::Standard).unwrap();
    let credentials = Credentials::new(id, secret, Some(token)).unwrap();
    let at = UnixTime::from_seconds(1_768_480_496).unwrap();
    let signed = sign(request, &PayloadHash::of(b""), &endpoint, &credentials, at);
    signed.headers[0].1.clone()
}
