//! Signatures that others published: every stage of each must come out the same.
//!
//! They lie outside of the repository; without them these tests say so and pass.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::*;
use crate::region::Variant;
use crate::shared::{find, json};

/// Cases that need what no operation of SES or STS needs.
const NOT_NEEDED: [(&str, &[&str]); 3] = [
    (
        "a header given twice: every header is made here, once",
        &["get-header-key-duplicate", "get-header-value-order"],
    ),
    (
        "a header over several lines: no value made here has a line end",
        &["get-header-value-multiline"],
    ),
    (
        "a path with . or .. or // to be resolved: paths are made here, without any",
        &[
            "get-relative-normalized",
            "get-relative-relative-normalized",
            "get-slash-dot-slash-normalized",
            "get-slash-normalized",
            "get-slash-pointless-dot-normalized",
            "get-slashes-normalized",
        ],
    ),
];

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// `2015-08-30T12:36:00Z` or `20150830T123600Z`.
fn time(text: &str) -> UnixTime {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let number = |range: std::ops::Range<usize>| digits[range].parse::<u8>().unwrap();
    let year: i32 = digits[..4].parse().unwrap();
    let month = time::Month::try_from(number(4..6)).unwrap();
    let date = time::Date::from_calendar_date(year, month, number(6..8)).unwrap();
    let at = date.with_hms(number(8..10), number(10..12), number(12..14)).unwrap();
    UnixTime::from_seconds(at.assume_utc().unix_timestamp()).unwrap()
}

#[test]
fn aws_signing_test_suite() {
    let Some(path) = find("sigv4/aws-c-auth.json") else { return };
    let cases = json(&path);
    let cases = cases.as_array().unwrap();
    let (mut equal, mut query_forms) = (Vec::new(), 0);
    for case in cases {
        let name = text(case, "/name");
        // The signature in the query string: nobody knows whether SES takes it there.
        query_forms += usize::from(case.pointer("/expected/query").is_some());
        if NOT_NEEDED.iter().any(|(_, names)| names.contains(&name)) {
            continue;
        }
        stages_equal(name, case);
        equal.push(name);
    }
    let left_out: Vec<usize> = NOT_NEEDED.iter().map(|(_, names)| names.len()).collect();
    assert_eq!((cases.len(), equal.len(), left_out, query_forms), (38, 29, vec![2, 1, 6], 38));
}

/// The suite signs for a service called `service` and other headers than this
/// crate does, so it goes to the steps, not to [`sign`].
fn stages_equal(name: &str, case: &Value) {
    let at = time(text(case, "/timestamp"));
    let amz_date = at.amz_date();
    let payload = PayloadHash::of(text(case, "/request/body").as_bytes());
    let payload_text = hex(payload.as_bytes());
    let given: Vec<(String, String)> =
        serde_json::from_value(case["request"]["headers"].clone()).unwrap();
    let given: Vec<(String, String)> =
        given.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    let mut headers: Vec<(&str, &str)> =
        given.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    headers.push(("x-amz-date", &amz_date));
    if case["sign_body"] == true {
        headers.push(("x-amz-content-sha256", &payload_text));
    }
    let token = text(case, "/credentials/session_token");
    if !token.is_empty() && case["omit_session_token"] == false {
        headers.push((SECURITY_TOKEN, token));
    }
    let (method, path) = (text(case, "/request/method"), text(case, "/request/path"));
    let canonical =
        canonical_request(method, path, text(case, "/request/query"), &headers, &payload).text;
    assert_eq!(*canonical, text(case, "/expected/header/canonical_request"), "{name}");

    let (region, service) = (text(case, "/region"), text(case, "/service"));
    let scope = format!("{}/{region}/{service}/aws4_request", at.day());
    let to_sign = string_to_sign(&amz_date, &scope, &canonical);
    assert_eq!(to_sign, text(case, "/expected/header/string_to_sign"), "{name}");

    let secret = text(case, "/credentials/secret_access_key");
    let signature = key::signature(&key::derive(secret, &at.day(), region, service), &to_sign);
    assert_eq!(signature, text(case, "/expected/header/signature"), "{name}");
}

#[test]
fn what_botocore_signs_for_ses() {
    let Some(path) = find("sigv4/ses-botocore.json") else { return };
    let cases = json(&path);
    let cases = cases.as_array().unwrap();
    for case in cases {
        let host = text(case, "/url").strip_prefix("https://").unwrap();
        signs_equally(&Signed {
            name: text(case, "/name"),
            method: text(case, "/request/method"),
            host: host.split_once('/').unwrap().0,
            path: text(case, "/request/path"),
            query: text(case, "/request/query"),
            content_type: text(case, "/all_headers/Content-Type"),
            body: text(case, "/request/body"),
            region: text(case, "/region"),
            credentials: &case["credentials"],
            at: time(text(case, "/timestamp")),
            expected: &case["expected"]["header"],
        });
    }
    assert_eq!(cases.len(), 48);
}

#[test]
fn golden_requests_of_every_operation() {
    let Some(folder) = find("ses/golden") else { return };
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    files.retain(|path| path.file_name().is_some_and(|name| name != "index.json"));
    for path in &files {
        let case = json(path);
        let payload = PayloadHash::of(text(&case, "/expected/body").as_bytes());
        assert_eq!(hex(payload.as_bytes()), text(&case, "/sigv4/payload_sha256"));
        signs_equally(&Signed {
            name: text(&case, "/id"),
            method: text(&case, "/expected/method"),
            host: text(&case, "/expected/host"),
            path: text(&case, "/expected/path"),
            query: text(&case, "/expected/raw_query"),
            content_type: text(&case, "/expected/headers/Content-Type"),
            body: text(&case, "/expected/body"),
            region: text(&case, "/region"),
            credentials: &case["sigv4"],
            at: time(text(&case, "/sigv4/amz_date")),
            expected: &case["sigv4"],
        });
    }
    assert_eq!(files.len(), 39);
}

struct Signed<'a> {
    name: &'a str,
    method: &'a str,
    host: &'a str,
    path: &'a str,
    query: &'a str,
    content_type: &'a str,
    body: &'a str,
    region: &'a str,
    credentials: &'a Value,
    at: UnixTime,
    expected: &'a Value,
}

/// Every stage of [`sign`], by the endpoint that has this host.
fn signs_equally(case: &Signed<'_>) {
    let name = case.name;
    let region = case.region.parse().unwrap();
    let endpoint = Variant::ALL
        .into_iter()
        .filter_map(|variant| Endpoint::of(&region, variant).ok())
        .find(|endpoint| endpoint.host() == case.host)
        .unwrap_or_else(|| panic!("{name}: no endpoint has the host {}", case.host));
    let methods = [Method::Get, Method::Post, Method::Put, Method::Delete];
    let content_types = ["application/json", "application/x-www-form-urlencoded; charset=utf-8"];
    let request = Request {
        method: methods.into_iter().find(|method| method.as_str() == case.method).unwrap(),
        path: case.path.to_owned().into(),
        query: case.query.to_owned(),
        content_type: content_types.into_iter().find(|known| *known == case.content_type),
        body: case.body.as_bytes().to_vec().into(),
    };
    assert_eq!(request.content_type.unwrap_or_default(), case.content_type, "{name}");
    let part = |pointer| text(case.credentials, pointer);
    let token = Some(part("/session_token")).filter(|token| !token.is_empty());
    let credentials =
        Credentials::new(part("/access_key_id"), part("/secret_access_key"), token).unwrap();
    let payload = PayloadHash::of(case.body.as_bytes());
    let signed = sign(&request, &payload, &endpoint, &credentials, case.at);
    let expected = |pointer| text(case.expected, pointer);
    assert_eq!(signed.dangerous_canonical_request(), expected("/canonical_request"), "{name}");
    assert_eq!(signed.string_to_sign(), expected("/string_to_sign"), "{name}");
    let authorization = &signed.headers[0].1;
    assert!(authorization.ends_with(expected("/signature")), "{name}");
    assert_eq!(authorization, expected("/authorization"), "{name}");
}
