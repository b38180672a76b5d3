//! The probe table: what is done to a signed request, and what SES answers.
//!
//! Each row is sent to v1, to v2, to v2 with a label in the path, and to STS,
//! signed in the headers and in the query. The signer is AWS's crate; the expectations are AWS's documented rules, or, where
//! AWS is silent, what a client can rely on least.

use std::{
    io::{Write, stderr},
    net::SocketAddr,
    time::Duration,
};

use aws_credential_types::Credentials;
use aws_sigv4::{
    http_request::{
        PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
        SigningSettings, sign,
    },
    sign::v4,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use super::MESSAGE;
use crate::client::{Call, DELEGATE, Keys, NOW, at, start};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Header,
    Query,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    Accepted,
    Missing,
    Incomplete(&'static str),
    Mismatch(&'static str),
    Invalid,
    /// `InvalidClientTokenId` with the text for Signature Version 3.
    Version3,
}

use Expected::{Accepted, Incomplete, Invalid, Mismatch, Missing, Version3};

const WRONG: Expected = Mismatch("The request signature we calculated does not match");

impl Expected {
    /// Status, code of v1 and of v2, a part of the message.
    fn row(self) -> (u16, [&'static str; 2], &'static str) {
        match self {
            Accepted => (200, ["OK", "OK"], ""),
            Missing => (
                403,
                ["MissingAuthenticationToken", "MissingAuthenticationTokenException"],
                "Request is missing Authentication Token",
            ),
            Incomplete(text) => {
                (400, ["IncompleteSignature", "IncompleteSignatureException"], text)
            }
            Mismatch(text) => (403, ["SignatureDoesNotMatch", "InvalidSignatureException"], text),
            Invalid => (
                403,
                ["InvalidClientTokenId", "UnrecognizedClientException"],
                "The security token included in the request is invalid.",
            ),
            Version3 => (
                403,
                ["InvalidClientTokenId", "UnrecognizedClientException"],
                "Signature Version 3 requests are deprecated",
            ),
        }
    }
}

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How a client signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// As for every service but S3.
    Plain,
    /// As for S3: the path is encoded once.
    EncodedOnce,
    /// As for S3: the body is not hashed.
    Unhashed,
}

/// Signs into the query, as a presigned request.
fn presigned(call: Call, address: SocketAddr) -> Call {
    signed(call, address, Form::Query, How::Plain)
}

fn signed(mut call: Call, address: SocketAddr, form: Form, how: How) -> Call {
    let token = call.keys.token.map(str::to_owned);
    let identity = Credentials::new(call.keys.id, call.keys.secret, token, None, "test").into();
    let mut settings = SigningSettings::default();
    if form == Form::Query {
        settings.signature_location = SignatureLocation::QueryParams;
        settings.expires_in = Some(Duration::from_mins(10));
    }
    let mut body = SignableBody::Bytes(&call.body);
    match how {
        How::Plain => {}
        How::EncodedOnce => settings.percent_encoding_mode = PercentEncodingMode::Single,
        How::Unhashed => {
            settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
            body = SignableBody::UnsignedPayload;
        }
    }
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(call.region)
        .name(call.service)
        .time(at(call.at))
        .settings(settings)
        .build()
        .unwrap()
        .into();
    call.headers.push(("host".to_owned(), address.to_string()));
    let request = SignableRequest::new(
        call.method,
        format!("http://{address}{}", call.target),
        call.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())),
        body,
    )
    .unwrap();
    let (instructions, _) = sign(request, &params).unwrap().into_parts();
    for (name, value) in instructions.headers() {
        call.headers.push((name.to_owned(), value.to_owned()));
    }
    for (name, value) in instructions.params() {
        let value = utf8_percent_encode(value, UNRESERVED);
        call.target.push(if call.target.contains('?') { '&' } else { '?' });
        call.target.extend([name, "=", &value.to_string()]);
    }
    call
}

/// Changes what follows `name` in the `Authorization` header or the query.
fn change(call: &mut Call, name: &str, change: impl Fn(&str) -> String) {
    let change_in = |text: &str| {
        let start = text.rfind(name).map(|start| start + name.len()).expect(name);
        let end = text[start..].find([',', '&']).map_or(text.len(), |end| start + end);
        format!("{}{}{}", &text[..start], change(&text[start..end]), &text[end..])
    };
    match call.headers.iter_mut().find(|(other, _)| other == "authorization") {
        Some((_, value)) => *value = change_in(value),
        None => call.target = change_in(&call.target),
    }
}

fn scope(call: &mut Call, from: &'static str, to: &'static str) {
    change(call, "Credential=", |credential| {
        let changed = credential.replace(from, to);
        assert_ne!(changed, credential, "{from}");
        changed
    });
}

fn header(call: &mut Call, name: &str, value: &str) {
    call.headers.push((name.to_owned(), value.to_owned()));
}

fn set(call: &mut Call, name: &str, value: &str) {
    let header = call.headers.iter_mut().find(|(other, _)| other == name).expect(name);
    value.clone_into(&mut header.1);
}

fn remove(call: &mut Call, name: &str) {
    call.headers.retain(|(other, _)| other != name);
}

fn drop_parameter(call: &mut Call, name: &str) {
    let (path, query) = call.target.split_once('?').unwrap();
    let kept: Vec<&str> =
        query.split('&').filter(|pair| !pair.starts_with(&format!("{name}="))).collect();
    call.target = format!("{path}?{}", kept.join("&"));
}

type Step = fn(&mut Call, Form);

struct Probe {
    name: &'static str,
    before: Step,
    after: Step,
    expected: Expected,
    /// None: both forms.
    only: Option<Form>,
    /// None: each API.
    api: Option<&'static str>,
    how: How,
}

fn both(name: &'static str, before: Step, after: Step, expected: Expected) -> Probe {
    Probe { name, before, after, expected, only: None, api: None, how: How::Plain }
}

fn only(form: Form, name: &'static str, after: Step, expected: Expected) -> Probe {
    Probe { only: Some(form), ..both(name, |_, _| {}, after, expected) }
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn table() -> Vec<Probe> {
    const KEEP: Step = |_, _| {};
    let host = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
    let token = "'X-Amz-Security-Token' must be a 'SignedHeader' in the AWS Authorization.";
    let date = "'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization.";
    vec![
        both("untouched", KEEP, KEEP, Accepted),
        both(
            "another signature",
            KEEP,
            |call, _| {
                change(call, "Signature=", |hex| {
                    let last = if hex.ends_with('0') { '1' } else { '0' };
                    format!("{}{last}", &hex[..63])
                });
            },
            WRONG,
        ),
        both(
            "half a signature",
            KEEP,
            |call, _| change(call, "Signature=", |hex| hex[..32].into()),
            WRONG,
        ),
        both(
            "upper-case hex",
            KEEP,
            |call, _| change(call, "Signature=", str::to_uppercase),
            WRONG,
        ),
        both(
            "another secret",
            |call, _| call.keys = Keys { secret: "another", ..DELEGATE },
            KEEP,
            WRONG,
        ),
        both("a byte more in the body", KEEP, |call, _| call.body.push(b' '), WRONG),
        both(
            "a byte of the body changed",
            KEEP,
            |call, _| match call.body.last_mut() {
                Some(last) => *last ^= 1,
                None => call.body.push(0),
            },
            WRONG,
        ),
        both(
            "another token",
            |call, _| call.keys = Keys { token: Some("IQoJanother"), ..DELEGATE },
            KEEP,
            Invalid,
        ),
        both("no token", |call, _| call.keys = Keys { token: None, ..DELEGATE }, KEEP, Invalid),
        both(
            "unknown key",
            |call, _| call.keys = Keys { id: "ASIANOBODY0000000001", ..DELEGATE },
            KEEP,
            Invalid,
        ),
        only(
            Form::Header,
            "date a second later",
            |call, _| set(call, "x-amz-date", "20260115T123457Z"),
            WRONG,
        ),
        only(
            Form::Query,
            "date a second later",
            |call, _| change(call, "X-Amz-Date=", |_| "20260115T123457Z".into()),
            WRONG,
        ),
        only(
            Form::Header,
            "date of another form",
            |call, _| set(call, "x-amz-date", "2026-01-15T12:34:56Z"),
            Incomplete("Date must be in ISO-8601 'basic format'."),
        ),
        only(
            Form::Query,
            "date of another form",
            |call, _| change(call, "X-Amz-Date=", |_| "2026-01-15".into()),
            Incomplete("Date must be in ISO-8601 'basic format'."),
        ),
        only(
            Form::Header,
            "no date",
            |call, _| {
                remove(call, "x-amz-date");
                header(call, "date", "yesterday");
            },
            Incomplete("Date must be in ISO-8601 'basic format'."),
        ),
        both(
            "signed a second too early",
            |call, form| call.at = NOW - lasts(call, form) - 1,
            KEEP,
            Mismatch("Signature expired: 20260115T12"),
        ),
        both(
            "signed within its time",
            |call, form| call.at = NOW - lasts(call, form),
            KEEP,
            Accepted,
        ),
        both(
            "signed a second too late",
            |call, _| call.at = NOW + lasts(call, Form::Header) + 1,
            KEEP,
            Mismatch("Signature not yet current: 20260115T12"),
        ),
        both(
            "scope: date",
            KEEP,
            |call, _| scope(call, "20260115", "20260114"),
            Mismatch(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260114' != '20260115', from '20260115T123456Z'.",
            ),
        ),
        both("scope: another Region", KEEP, |call, _| scope(call, "us-east-1", "eu-west-1"), WRONG),
        both(
            "scope: no Region",
            KEEP,
            |call, _| scope(call, "us-east-1", "nowhere"),
            Mismatch("Credential should be scoped to a valid region, not 'nowhere'."),
        ),
        both(
            "scope: service",
            KEEP,
            |call, _| scope(call, call.service, "email"),
            Mismatch("Credential should be scoped to correct service: '{service}'."),
        ),
        both(
            "scope: signed for the other of ses and sts",
            |call, _| call.service = if call.service == "ses" { "sts" } else { "ses" },
            KEEP,
            Mismatch("Credential should be scoped to correct service: '{service}'."),
        ),
        both(
            "scope: terminator",
            KEEP,
            |call, _| scope(call, "aws4_request", "aws5_request"),
            Mismatch(
                "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.",
            ),
        ),
        both(
            "scope: four fields",
            KEEP,
            |call, form| match form {
                Form::Header => scope(call, "/aws4_request", ""),
                Form::Query => scope(call, "%2Faws4_request", ""),
            },
            Incomplete("Credential must have exactly 5 slash-delimited elements"),
        ),
        both(
            "host unsigned",
            KEEP,
            |call, _| {
                change(call, "SignedHeaders=", |names| {
                    names.replace(";host", "").replace("%3Bhost", "")
                });
            },
            Mismatch(host),
        ),
        only(
            Form::Header,
            "token unsigned",
            |call, _| {
                change(call, "SignedHeaders=", |names| names.replace(";x-amz-security-token", ""));
            },
            Mismatch(token),
        ),
        only(
            Form::Query,
            "token in an unsigned header",
            |call, _| {
                drop_parameter(call, "X-Amz-Security-Token");
                header(call, "x-amz-security-token", DELEGATE.token.unwrap());
            },
            Mismatch(token),
        ),
        only(
            Form::Header,
            "date unsigned",
            |call, _| change(call, "SignedHeaders=", |names| names.replace(";x-amz-date", "")),
            Mismatch(date),
        ),
        only(
            Form::Query,
            "no X-Amz-Date",
            |call, _| drop_parameter(call, "X-Amz-Date"),
            Incomplete(
                "AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.",
            ),
        ),
        only(
            Form::Query,
            "no X-Amz-Signature",
            |call, _| drop_parameter(call, "X-Amz-Signature"),
            Incomplete("must include 'X-Amz-Signature'."),
        ),
        only(
            Form::Query,
            "X-Amz-Signature twice",
            |call, _| call.target += "&X-Amz-Signature=00",
            Incomplete("'X-Amz-Signature' is given more than once"),
        ),
        only(
            Form::Query,
            "X-Amz-Expires of 0",
            |call, _| change(call, "X-Amz-Expires=", |_| "0".into()),
            Incomplete("X-Amz-Expires must be non-negative"),
        ),
        only(
            Form::Query,
            "X-Amz-Expires of 604801",
            |call, _| change(call, "X-Amz-Expires=", |_| "604801".into()),
            Incomplete("X-Amz-Expires must be less than a week"),
        ),
        only(
            Form::Query,
            "X-Amz-Expires of 604800",
            |call, _| change(call, "X-Amz-Expires=", |_| "604800".into()),
            WRONG,
        ),
        only(
            Form::Query,
            "X-Amz-Expires of no number",
            |call, _| change(call, "X-Amz-Expires=", |_| "soon".into()),
            Incomplete("X-Amz-Expires should be a number"),
        ),
        only(
            Form::Query,
            "Authorization beside the query",
            |call, _| header(call, "authorization", "AWS4-HMAC-SHA256 x"),
            Mismatch(
                "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
            ),
        ),
        both(
            "SigV4A",
            KEEP,
            |call, form| match form {
                Form::Header => set(
                    call,
                    "authorization",
                    "AWS4-ECDSA-P256-SHA256 Credential=a/b/c/d, SignedHeaders=host, Signature=00",
                ),
                Form::Query => {
                    change(call, "X-Amz-Algorithm=", |_| "AWS4-ECDSA-P256-SHA256".into());
                }
            },
            Incomplete("AWS4-ECDSA-P256-SHA256 (SigV4A) is for SES's multi-Region endpoints"),
        ),
        only(Form::Header, "no signature", |call, _| remove(call, "authorization"), Missing),
        only(
            Form::Header,
            "Signature Version 3",
            |call, _| {
                remove(call, "authorization");
                header(
                    call,
                    "x-amzn-authorization",
                    "AWS3-HTTPS AWSAccessKeyId=ASIADELEGATE00000001,Algorithm=HMACSHA256,Signature=AA==",
                );
            },
            Version3,
        ),
        only(
            Form::Header,
            "Signature Version 2",
            |call, _| {
                remove(call, "authorization");
                call.target += "?AWSAccessKeyId=ASIADELEGATE00000001&SignatureVersion=2&SignatureMethod=HmacSHA256&Signature=AA";
            },
            Missing,
        ),
        only(
            Form::Header,
            "another scheme",
            |call, _| set(call, "authorization", "Bearer abc"),
            Incomplete("Unsupported AWS 'algorithm': 'Bearer'."),
        ),
        only(
            Form::Header,
            "Authorization twice",
            |call, _| header(call, "authorization", "x"),
            Incomplete("Header 'authorization' is given more than once."),
        ),
        both("headers reordered", KEEP, |call, _| call.headers.reverse(), Accepted),
        both(
            "names in upper case",
            KEEP,
            |call, _| {
                for (name, _) in &mut call.headers {
                    if name != "host" {
                        *name = name.to_uppercase();
                    }
                }
            },
            Accepted,
        ),
        both("an unsigned header more", KEEP, |call, _| header(call, "x-probe", "1"), Accepted),
        both(
            "a signed header twice",
            |call, _| header(call, "x-probe", "1"),
            |call, _| header(call, "x-probe", "1"),
            WRONG,
        ),
        both(
            "a header signed twice",
            |call, _| {
                header(call, "x-probe", "1");
                header(call, "x-probe", "2");
            },
            KEEP,
            Accepted,
        ),
        both(
            "a signed header changed",
            |call, _| header(call, "x-probe", "1"),
            |call, _| set(call, "x-probe", "2"),
            WRONG,
        ),
        both(
            "a signed header removed",
            |call, _| header(call, "x-probe", "1"),
            |call, _| remove(call, "x-probe"),
            Mismatch("Header 'x-probe' is a 'SignedHeader', but is not in the request."),
        ),
        both(
            "blanks around and in a value",
            |call, _| header(call, "x-probe", "a b"),
            |call, _| set(call, "x-probe", "  a    b  "),
            Accepted,
        ),
        both("host changed", KEEP, |call, _| set(call, "host", "email.example.com"), WRONG),
        both(
            "parameters reordered",
            |call, _| call.target += "?b=2&a=1",
            |call, _| {
                call.target = call.target.replace("b=2&a=1", "a=1&b=2");
            },
            Accepted,
        ),
        both(
            "a parameter more",
            KEEP,
            |call, _| {
                call.target.push(if call.target.contains('?') { '&' } else { '?' });
                call.target += "a=1";
            },
            WRONG,
        ),
        both("%20 in the query", |call, _| call.target += "?a=b%20c", KEEP, Accepted),
        both(
            "+ for %20 in the query",
            |call, _| call.target += "?a=b%20c",
            |call, _| call.target = call.target.replace("b%20c", "b+c"),
            Accepted,
        ),
        both(
            "%2B for + in the query",
            |call, _| call.target += "?a=b+c",
            |call, _| call.target = call.target.replace("b+c", "b%2Bc"),
            WRONG,
        ),
        both(
            "escapes in lower case",
            |call, _| call.target += "?a=b%2Fc",
            |call, _| call.target = call.target.replace("b%2Fc", "b%2fc"),
            Accepted,
        ),
        both(
            "absolute-form target",
            KEEP,
            |call, _| {
                let host = call.headers.iter().find(|(name, _)| name == "host").unwrap().1.clone();
                call.target = format!("http://{host}{}", call.target);
            },
            Accepted,
        ),
        both(
            "x-amz-content-sha256 of another body, signed",
            |call, _| header(call, "x-amz-content-sha256", &"0".repeat(64)),
            KEEP,
            Accepted,
        ),
        Probe { how: How::Unhashed, ..both("UNSIGNED-PAYLOAD", KEEP, KEEP, WRONG) },
        label(
            "%2B and %40 in the path, encoded once when signed",
            How::EncodedOnce,
            KEEP,
            KEEP,
            WRONG,
        ),
        label("+ and @ in the path", How::Plain, |call, _| unescape(call), KEEP, Accepted),
        label(
            "+ and @ in the path, signed as %2B and %40",
            How::Plain,
            KEEP,
            |call, _| unescape(call),
            WRONG,
        ),
        label(
            "%2b in the path, signed as %2B",
            How::Plain,
            KEEP,
            |call, _| path(call, |path| path.replace("%2B", "%2b")),
            WRONG,
        ),
        label(
            "%252B in the path, signed as %2B",
            How::Plain,
            KEEP,
            |call, _| path(call, |path| path.replace("%2B", "%252B")),
            WRONG,
        ),
        both(
            "a name twice in SignedHeaders",
            KEEP,
            |call, form| {
                let twice = if form == Form::Header { "host;host" } else { "host%3Bhost" };
                change(call, "SignedHeaders=", |names| names.replace("host", twice));
            },
            Incomplete("SignedHeaders names 'host' more than once."),
        ),
        only(
            Form::Header,
            "Host twice",
            |call, _| header(call, "host", "email.eu-west-1.amazonaws.com"),
            Incomplete("Header 'host' is given more than once."),
        ),
    ]
}

/// A probe of a path with a label.
fn label(name: &'static str, how: How, before: Step, after: Step, expected: Expected) -> Probe {
    Probe { how, api: Some(LABEL), ..both(name, before, after, expected) }
}

/// Changes the path and leaves the query.
fn path(call: &mut Call, change: impl Fn(&str) -> String) {
    let end = call.target.find('?').unwrap_or(call.target.len());
    call.target = change(&call.target[..end]) + &call.target[end..];
}

fn unescape(call: &mut Call) {
    path(call, |path| path.replace("%2B", "+").replace("%40", "@"));
}

/// How many seconds a signature lasts. STS does not heed `X-Amz-Expires`.
fn lasts(call: &Call, form: Form) -> u64 {
    match (call.service, form) {
        ("sts", _) => 900,
        (_, Form::Header) => 300,
        (_, Form::Query) => 600,
    }
}

const LABEL: &str = "v2 label";

/// A call of each API.
fn apis() -> [(&'static str, Call); 4] {
    let mut label = Call::new(
        "/v2/email/identities/a%2Bb%40label.example/policies",
        "application/json",
        vec![],
    );
    label.method = "GET";
    [
        ("v1", Call::v1_raw(&[], MESSAGE)),
        ("v2", Call::v2_raw(json!({}), MESSAGE)),
        (LABEL, label),
        ("STS", Call::sts("GetCallerIdentity", &[("Probe", "1")])),
    ]
}

#[test]
fn every_row_has_its_answer() {
    let address = start();
    let identity = json!({ "EmailIdentity": "a+b@label.example" }).to_string();
    Call::new("/v2/email/identities", "application/json", identity.into_bytes())
        .send(address)
        .expect("the identity", 200, "OK", "");
    let columns = || apis().into_iter().flat_map(|(api, _)| [(api, "header"), (api, "query")]);
    let mut printed = String::from("| probe |");
    printed.extend(columns().map(|(api, form)| format!(" {api} {form} |")));
    printed.extend(["\n| --- |", &" --- |".repeat(columns().count()), "\n"]);
    let (mut rows, mut accepted, mut wrong) = (0, 0, Vec::new());
    for probe in table() {
        printed.extend(["| ", probe.name, " |"]);
        for (api, call) in apis() {
            for form in [Form::Header, Form::Query] {
                let other = probe.only.is_some_and(|only| only != form)
                    || probe.api.is_some_and(|only| only != api);
                if other {
                    printed.push_str(" |");
                    continue;
                }
                let service = call.service;
                let mut call = call.clone();
                (probe.before)(&mut call, form);
                let mut call = signed(call, address, form, probe.how);
                (probe.after)(&mut call, form);
                let answer = call.send_as_is(address);
                let (status, codes, part) = probe.expected.row();
                let part = part.replace("{service}", service);
                let code = codes[usize::from(api.starts_with("v2"))];
                let message = if status == 200 { String::new() } else { answer.message() };
                rows += 1;
                accepted += u32::from(answer.status == 200);
                printed.extend([" ", &answer.status.to_string(), " ", &answer.code(), " |"]);
                if (answer.status, answer.code().as_str()) != (status, code)
                    || !message.contains(&part)
                {
                    wrong.push(format!("{api}, {form:?}, {}: {}", probe.name, answer.text()));
                }
                let secret = DELEGATE.token.unwrap();
                assert!(!answer.text().contains(secret), "{}: {}", probe.name, answer.text());
            }
        }
        printed.push('\n');
    }
    // Past the test runner, which keeps the output of passing tests to itself.
    let refused = rows - accepted;
    let _ = writeln!(
        stderr(),
        "{printed}signature probes: {rows} sent, {accepted} accepted, {refused} refused"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows >= 360, "{rows}");
}

/// Blanks of a form are `+` or `%20`: the body is hashed as it stands.
#[test]
fn blanks_in_the_body() {
    let address = start();
    let members = [("Source", "A B <a@delegate.example>")];
    let plain = || Call::v1_raw(&members, MESSAGE);
    let plus = |call: &mut Call| {
        call.body = String::from_utf8(call.body.clone()).unwrap().replace("%20", "+").into_bytes();
    };
    plain().send(address).expect("%20", 200, "OK", "");
    let mut before = plain();
    plus(&mut before);
    before.send(address).expect("+, signed so", 200, "OK", "");
    let mut after = plain().signed(address);
    plus(&mut after);
    after.send_as_is(address).expect("+ for %20", 403, "SignatureDoesNotMatch", "");
}

/// A call in the query of a GET: no body at all.
#[test]
fn an_empty_body() {
    let address = start();
    let get = || {
        let mut call = Call::v1_raw(&[], MESSAGE);
        call.method = "GET";
        call.target = format!("/?{}", String::from_utf8(std::mem::take(&mut call.body)).unwrap());
        call.headers.clear();
        call
    };
    get().send(address).expect("header", 200, "OK", "");
    presigned(get(), address).send_as_is(address).expect("query", 200, "OK", "");
    let mut longer = get().signed(address);
    longer.body = b"x".to_vec();
    longer.send_as_is(address).expect("a body", 403, "SignatureDoesNotMatch", "");
}

/// What SES tells besides: the canonical request it made, without the token.
#[test]
fn the_canonical_string_is_told() {
    let address = start();
    let answer = Call::v1_raw(&[], MESSAGE).by(Keys { secret: "x", ..DELEGATE }).send(address);
    let text = answer.message();
    for part in [
        "The Canonical String for this request should have been\n'POST\n/\n\ncontent-type:",
        "x-amz-security-token:(session token of 21 bytes)\n",
        "The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20260115T123456Z\n20260115/us-east-1/ses/aws4_request\n",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}
