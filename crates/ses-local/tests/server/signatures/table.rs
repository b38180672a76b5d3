//! The probe table: what is done to a signed request, and what SES answers.
//!
//! Each row is sent in each API, signed in the headers and in the query. The
//! signer is AWS's crate; the expectations are AWS's documented rules, or, where
//! AWS is silent, what a client can rely on least.

use std::io::{Write, stderr};

use serde_json::json;

use super::{MESSAGE, presigned::presigned};
use crate::client::{Call, DELEGATE, Keys, NOW, start};

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
}

fn both(name: &'static str, before: Step, after: Step, expected: Expected) -> Probe {
    Probe { name, before, after, expected, only: None }
}

fn only(form: Form, name: &'static str, after: Step, expected: Expected) -> Probe {
    Probe { name, before: |_, _| {}, after, expected, only: Some(form) }
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
            |call, _| *call.body.last_mut().unwrap() ^= 1,
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
            "signed 301 s ago, header",
            |call, form| {
                if form == Form::Header { call.at = NOW - 301 } else { call.at = NOW - 601 }
            },
            KEEP,
            Mismatch("Signature expired: 20260115T12"),
        ),
        both(
            "signed within its time",
            |call, form| {
                if form == Form::Header { call.at = NOW - 300 } else { call.at = NOW - 600 }
            },
            KEEP,
            Accepted,
        ),
        both(
            "signed 301 s ahead",
            |call, _| call.at = NOW + 301,
            KEEP,
            Mismatch(
                "Signature not yet current: 20260115T123957Z is still later than 20260115T123956Z (20260115T123456Z + 5 min.)",
            ),
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
            |call, _| scope(call, "ses", "email"),
            Mismatch("Credential should be scoped to correct service: 'ses'."),
        ),
        both(
            "scope: signed for sts",
            |call, _| call.service = "sts",
            KEEP,
            Mismatch("Credential should be scoped to correct service: 'ses'."),
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
            |call, _| change(call, "SignedHeaders=", |names| names.replace("host", "content-type")),
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
    ]
}

#[test]
fn every_row_has_its_answer() {
    let address = start();
    let (mut rows, mut accepted, mut wrong) = (0, 0, Vec::new());
    for probe in table() {
        for (api, call) in
            [Call::v1_raw(&[], MESSAGE), Call::v2_raw(json!({}), MESSAGE)].into_iter().enumerate()
        {
            for form in [Form::Header, Form::Query] {
                if probe.only.is_some_and(|only| only != form) {
                    continue;
                }
                let mut call = call.clone();
                (probe.before)(&mut call, form);
                let mut call = match form {
                    Form::Header => call.signed(address),
                    Form::Query => presigned(call, address),
                };
                (probe.after)(&mut call, form);
                let answer = call.send_as_is(address);
                let (status, codes, part) = probe.expected.row();
                let message = if status == 200 { String::new() } else { answer.message() };
                rows += 1;
                accepted += u32::from(answer.status == 200);
                if (answer.status, answer.code().as_str()) != (status, codes[api])
                    || !message.contains(part)
                {
                    wrong.push(format!(
                        "v{}, {form:?}, {}: {}",
                        api + 1,
                        probe.name,
                        answer.text()
                    ));
                }
                let secret = DELEGATE.token.unwrap();
                assert!(!answer.text().contains(secret), "{}: {}", probe.name, answer.text());
            }
        }
    }
    // Past the test runner, which keeps the output of passing tests to itself.
    let refused = rows - accepted;
    let _ =
        writeln!(stderr(), "signature probes: {rows} sent, {accepted} accepted, {refused} refused");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows >= 180, "{rows}");
}
