//! Signature Version 4 as SES checks it, in both dialects.

mod presigned;
mod table;
mod told;

use serde_json::json;

use crate::client::{Answer, Call, DELEGATE, Keys, NOW, OWNER, start};

const MESSAGE: &str = "From: a@delegate.example\r\nTo: r@reader.example\r\n\r\n";

fn calls() -> [(Call, bool); 2] {
    [(Call::v1_raw(&[], MESSAGE), false), (Call::v2_raw(json!({}), MESSAGE), true)]
}

/// Sends a call of each API, signed, then spoilt; expects each API's code.
fn expect(
    name: &str,
    before: impl Fn(&mut Call),
    after: impl Fn(&mut Call),
    codes: [&str; 2],
    part: &str,
) {
    let address = start();
    for (mut call, v2) in calls() {
        before(&mut call);
        let mut call = call.signed(address);
        after(&mut call);
        let answer: Answer = call.send_as_is(address);
        let code = codes[usize::from(v2)];
        assert_eq!(answer.code(), code, "{name}: {}", answer.text());
        assert!(answer.message().contains(part), "{name}: {}", answer.text());
    }
}

fn nothing(_: &mut Call) {}

fn change(call: &mut Call, name: &str, change: impl Fn(&str) -> String) {
    for (other, value) in &mut call.headers {
        if other == name {
            *value = change(value);
        }
    }
}

fn remove(call: &mut Call, name: &str) {
    call.headers.retain(|(other, _)| other != name);
}

const MISMATCH: [&str; 2] = ["SignatureDoesNotMatch", "InvalidSignatureException"];
const INVALID: [&str; 2] = ["InvalidClientTokenId", "UnrecognizedClientException"];
const INCOMPLETE: [&str; 2] = ["IncompleteSignature", "IncompleteSignatureException"];
const TOKEN_TEXT: &str = "The security token included in the request is invalid.";
const MISMATCH_TEXT: &str =
    "The request signature we calculated does not match the signature you provided.";

#[test]
fn a_right_signature_passes() {
    let address = start();
    for (call, _) in calls() {
        call.send(address).expect("signed", 200, "OK", "");
    }
    let owner =
        Call::v1_raw(&[], "From: a@owner.example\r\nTo: r@reader.example\r\n\r\n").by(OWNER);
    owner.send(address).expect("a user's key has no token", 200, "OK", "");
    let mut spaced = calls()[0].0.clone();
    spaced.headers.push(("x-amz-meta".to_owned(), "a   b  c".to_owned()));
    spaced.send(address).expect("blanks are folded", 200, "OK", "");
}

#[test]
fn the_authorization_header_must_be_there_and_whole() {
    let codes = ["MissingAuthenticationToken", "MissingAuthenticationTokenException"];
    expect("none", nothing, |call| remove(call, "authorization"), codes, "Authentication Token");
    expect(
        "another scheme",
        nothing,
        |call| change(call, "authorization", |_| "Basic abc".into()),
        INCOMPLETE,
        "'Basic'",
    );
    let cut = |call: &mut Call| {
        change(call, "authorization", |value| value.split(", Signature").next().unwrap().into());
    };
    expect("no Signature", nothing, cut, INCOMPLETE, "requires 'Signature' parameter");
    let twice = |call: &mut Call| {
        let header = call.headers.iter().find(|(name, _)| name == "authorization").unwrap().clone();
        call.headers.push(header);
    };
    expect("twice", nothing, twice, INCOMPLETE, "more than once");
}

#[test]
fn every_signed_byte_counts() {
    expect("body", nothing, |call| call.body.push(b'&'), MISMATCH, MISMATCH_TEXT);
    expect("query", nothing, |call| call.target += "?a=b", MISMATCH, MISMATCH_TEXT);
    expect(
        "content type",
        nothing,
        |call| change(call, "content-type", |value| format!("{value}; x=y")),
        MISMATCH,
        MISMATCH_TEXT,
    );
    let flip = |value: &str| {
        format!("{}{}", &value[..value.len() - 1], if value.ends_with('0') { '1' } else { '0' })
    };
    expect(
        "signature",
        nothing,
        |call| change(call, "authorization", flip),
        MISMATCH,
        MISMATCH_TEXT,
    );
    let cut = |value: &str| value[..value.len() - 1].to_owned();
    expect(
        "shorter signature",
        nothing,
        |call| change(call, "authorization", cut),
        MISMATCH,
        MISMATCH_TEXT,
    );
    let secret = |call: &mut Call| call.keys = Keys { secret: "another", ..DELEGATE };
    expect("secret", secret, nothing, MISMATCH, MISMATCH_TEXT);
    let meta = |call: &mut Call| call.headers.push(("x-amz-meta".into(), "a".into()));
    expect(
        "a signed header is gone",
        meta,
        |call| remove(call, "x-amz-meta"),
        MISMATCH,
        "'x-amz-meta'",
    );
}

#[test]
fn required_headers_are_signed() {
    for (header, part) in [
        ("host;", "'Host' or ':authority' must be a 'SignedHeader'"),
        ("x-amz-date;", "'X-Amz-Date' must be a 'SignedHeader'"),
        (";x-amz-security-token", "'X-Amz-Security-Token' must be a 'SignedHeader'"),
    ] {
        let unsign =
            |call: &mut Call| change(call, "authorization", |value| value.replace(header, ""));
        expect(header, nothing, unsign, MISMATCH, part);
    }
    let codes = ["MissingParameter", "IncompleteSignatureException"];
    expect(
        "no date",
        nothing,
        |call| remove(call, "x-amz-date"),
        codes,
        "Either Date or x-amz-date header must be specified",
    );
    expect(
        "a date of another form",
        nothing,
        |call| change(call, "x-amz-date", |_| "2026-01-15".into()),
        INCOMPLETE,
        "'2026-01-15'",
    );
}

#[test]
fn the_scope_is_checked() {
    expect("service", |call| call.service = "email", nothing, MISMATCH, "correct service: 'ses'");
    expect(
        "region",
        |call| call.region = "everywhere",
        nothing,
        MISMATCH,
        "valid region, not 'everywhere'",
    );
    let terminator = |call: &mut Call| {
        change(call, "authorization", |value| value.replace("aws4_request", "aws5_request"));
    };
    expect("terminator", nothing, terminator, MISMATCH, "'aws4_request', not 'aws5_request'");
    let date = |call: &mut Call| {
        change(call, "authorization", |value| value.replace("/20260115/", "/20260114/"));
    };
    expect("date", nothing, date, MISMATCH, "'20260114' != '20260115', from '20260115T123456Z'");
    let other = |call: &mut Call| {
        change(call, "authorization", |value| value.replace("us-east-1", "us-east-2"));
    };
    expect("signed for another Region", nothing, other, MISMATCH, MISMATCH_TEXT);
}

#[test]
fn the_clock_may_be_five_minutes_off() {
    let address = start();
    for shift in [-300, 300] {
        for (mut call, _) in calls() {
            call.at = NOW.checked_add_signed(shift).unwrap();
            call.send(address).expect("five minutes", 200, "OK", "");
        }
    }
    let expired = "Signature expired: 20260115T122955Z is now earlier than 20260115T122956Z (20260115T123456Z - 5 min.)";
    expect("expired", |call| call.at = NOW - 301, nothing, MISMATCH, expired);
    let early = "Signature not yet current: 20260115T123957Z is still later than 20260115T123956Z (20260115T123456Z + 5 min.)";
    expect("early", |call| call.at = NOW + 301, nothing, MISMATCH, early);
}

#[test]
fn keys_and_tokens_are_checked() {
    let unknown = |call: &mut Call| call.keys = Keys { id: "ASIANOBODY0000000001", ..DELEGATE };
    expect("unknown key", unknown, nothing, INVALID, TOKEN_TEXT);
    expect(
        "no token",
        |call| call.keys = Keys { token: None, ..DELEGATE },
        nothing,
        INVALID,
        TOKEN_TEXT,
    );
    let garbled =
        |call: &mut Call| call.keys = Keys { token: Some("IQoJDELEGATE+/token="), ..DELEGATE };
    expect("garbled token", garbled, nothing, INVALID, TOKEN_TEXT);
    expect(
        "token with a user's key",
        |call| call.keys = Keys { token: Some("x"), ..OWNER },
        nothing,
        INVALID,
        TOKEN_TEXT,
    );
    let late = Keys {
        id: "ASIADELEGATE00000002",
        secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYDELEGATE02",
        token: Some("IQoJDELEGATE+/late=="),
    };
    let text = "The security token included in the request is expired";
    expect(
        "expired",
        |call| call.keys = late,
        nothing,
        ["ExpiredToken", "ExpiredTokenException"],
        text,
    );
}

#[test]
fn statuses_and_secrets() {
    let address = start();
    for (call, v2) in calls() {
        let unsigned = call.clone().send_as_is(address);
        assert_eq!(unsigned.status, 403);
        let wrong = call.clone().by(Keys { secret: "another", ..DELEGATE }).send(address);
        assert_eq!(wrong.status, 403);
        assert!(!wrong.text().contains("IQoJ"), "{}", wrong.text());
        let mut malformed = call.signed(address);
        change(&mut malformed, "authorization", |_| "AWS4-HMAC-SHA256 x".into());
        assert_eq!(malformed.send_as_is(address).status, 400, "v2 {v2}");
    }
}

/// Requests signed by botocore, word for word.
#[test]
fn botocore_signs_what_the_server_accepts() {
    let address = start();
    let file: serde_json::Value =
        serde_json::from_str(include_str!("../vectors/botocore.json")).unwrap();
    for name in ["v1 form", "v2 json", "v1 query, lasting key"] {
        let vectors = file["vectors"].as_array().unwrap();
        let vector = vectors.iter().find(|vector| vector["name"] == name).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let mut call = Call::new(&text(&vector["target"]), "", text(&vector["body"]).into_bytes());
        call.method = if vector["method"] == "GET" { "GET" } else { "POST" };
        let headers = vector["headers"].as_array().unwrap();
        call.headers = headers.iter().map(|pair| (text(&pair[0]), text(&pair[1]))).collect();
        call.send_as_is(address).expect(name, 200, "OK", "");
    }
}
