//! Faults on demand: set through the API, hit, and shown in the inbox.

use std::{
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::client::{Answer, Call, get_json, plain, start};

const MESSAGE: &str = "From: a@delegate.example\r\nTo: r@reader.example\r\n\r\n";

fn post(address: SocketAddr, rules: &Value) -> Answer {
    let call = Call::new("/faults", "application/json", rules.to_string().into_bytes());
    call.send_as_is(address)
}

fn set(address: SocketAddr, rules: &Value) {
    let answer = post(address, rules);
    assert_eq!(answer.status, 201, "{}", answer.text());
}

fn v1() -> Call {
    Call::v1_raw(&[], MESSAGE)
}

fn v2() -> Call {
    Call::v2_raw(json!({}), MESSAGE)
}

fn messages(address: SocketAddr) -> usize {
    get_json(address, "/messages")["messages"].as_array().unwrap().len()
}

/// How the connection ends that `call` is sent on: the bytes, and the error.
fn conversation(address: SocketAddr, call: Call) -> (Vec<u8>, Option<ErrorKind>) {
    let call = call.signed(address);
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // At once: a second write would take the error of a reset to itself.
    stream.write_all(&[call.head("").as_bytes(), &call.body].concat()).unwrap();
    let mut bytes = Vec::new();
    let error = stream.read_to_end(&mut bytes).err().map(|error| error.kind());
    (bytes, error)
}

#[test]
fn errors_in_the_words_of_each_api() {
    for (fault, one, two) in [
        (
            json!({ "throttle": "rate" }),
            (400, "Throttling", "Maximum sending rate exceeded."),
            (429, "TooManyRequestsException", "Maximum sending rate exceeded."),
        ),
        (
            json!({ "throttle": "daily" }),
            (400, "Throttling", "Daily message quota exceeded."),
            (400, "LimitExceededException", "Daily message quota exceeded."),
        ),
        (
            json!({ "status": 500 }),
            (500, "InternalFailure", ""),
            (500, "InternalServiceErrorException", "null"),
        ),
        (
            json!({ "status": 503 }),
            (503, "ServiceUnavailable", ""),
            (503, "ServiceUnavailableException", "null"),
        ),
        (
            json!("expired-token"),
            (403, "ExpiredToken", "The security token included in the request is expired"),
            (403, "ExpiredTokenException", "The security token included in the request is expired"),
        ),
        (
            json!({ "error": { "code": "AccountSuspendedException", "status": 418, "message": "<no>" } }),
            (418, "AccountSuspendedException", "<no>"),
            (418, "AccountSuspendedException", "<no>"),
        ),
    ] {
        let address = start();
        set(address, &json!({ "fault": fault, "times": 2 }));
        for (call, (status, code, text)) in [(v1(), one), (v2(), two)] {
            let answer = call.send(address);
            answer.expect(&fault.to_string(), status, code, text);
            assert!(answer.header("access-control-allow-origin").is_some());
        }
        v1().send(address).expect("the third", 200, "OK", "");
        assert_eq!(messages(address), 1);
        let refusals = get_json(address, "/refusals");
        let shown = refusals["refusals"].as_array().unwrap();
        assert_eq!(shown.len(), 2);
        assert!(shown[0].to_string().contains("Fault 1 hit: "), "{}", shown[0]);
        let faults = get_json(address, "/faults");
        assert_eq!(
            (&faults["faults"][0]["hits"], &faults["faults"][0]["seen"]),
            (&json!(2), &json!(2))
        );
    }
}

#[test]
fn rules_match_what_they_name() {
    let address = start();
    let status = json!({ "status": 503 });
    for (matching, hits) in [
        (json!({}), [true, true]),
        (json!({ "api": "v1" }), [true, false]),
        (json!({ "api": "v2" }), [false, true]),
        (json!({ "operations": ["SendEmail", "SendBounce"] }), [false, true]),
        (json!({ "accessKeyId": "ASIADELEGATE00000001" }), [true, true]),
        (json!({ "accessKeyId": "AKIAOWNER00000000001" }), [false, false]),
        (json!({ "account": "999988887777" }), [false, false]),
        (json!({ "recipient": "*@READER.example" }), [true, true]),
        (json!({ "recipient": "*@other.example" }), [false, false]),
        (json!({ "source": "?@delegate.example", "api": "v1" }), [true, false]),
    ] {
        set(address, &json!({ "fault": status, "match": matching, "times": "always" }));
        let found = [v1(), v2()].map(|call| call.send(address).status == 503);
        assert_eq!(found, hits, "{matching}");
        assert_eq!(plain(address, "DELETE", "/faults", &[]).status, 204);
    }
    set(address, &json!({ "fault": status, "after": 2 }));
    let found: Vec<u16> = (0..4).map(|_| v1().send(address).status).collect();
    assert_eq!(found, [200, 200, 503, 200]);
}

#[test]
fn connections_end_as_asked() {
    for reset in [false, true] {
        for (when, kept, half) in [
            ("before-read", 0, false),
            ("after-read", 0, false),
            ("after-accept", 1, false),
            ("mid-answer", 1, true),
        ] {
            for call in [v1(), v2()] {
                let address = start();
                set(
                    address,
                    &json!({ "fault": { "connection": { "when": when, "reset": reset } } }),
                );
                let (bytes, error) = conversation(address, call);
                let name =
                    format!("{when}, {reset}: {} {error:?}", String::from_utf8_lossy(&bytes));
                // A reset may throw away what had arrived.
                if !reset {
                    assert_eq!(!bytes.is_empty(), half, "{name}");
                }
                if reset {
                    assert_eq!(error, Some(ErrorKind::ConnectionReset), "{name}");
                } else if when != "before-read" {
                    assert_eq!(error, None, "{name}");
                }
                assert_eq!(messages(address), kept, "{name}");
                let shown = get_json(address, "/refusals").to_string();
                assert!(shown.contains("Fault 1 hit: "), "{shown}");
                v1().send(address).expect("the next", 200, "OK", "");
            }
        }
    }
}

#[test]
fn answers_are_broken() {
    for (how, api, media_type) in [
        ("truncated", "v1", "text/xml"),
        ("truncated", "v2", "application/json"),
        ("html", "v1", "text/html"),
        ("empty", "v2", "application/json"),
    ] {
        let address = start();
        let call = || if api == "v1" { v1() } else { v2() };
        let whole = call().send(address).body.len();
        set(address, &json!({ "fault": { "broken": how } }));
        let answer = call().send(address);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, Some(media_type)),
            "{how}"
        );
        match how {
            "truncated" => assert_eq!(answer.body.len(), whole / 2),
            "empty" => assert!(answer.body.is_empty()),
            _ => assert!(answer.text().starts_with("<html>")),
        }
        assert_eq!(messages(address), 2);
    }
}

#[test]
fn answers_take_their_time() {
    for trickle in [false, true] {
        let address = start();
        set(address, &json!({ "fault": { "slow": { "milliseconds": 400, "trickle": trickle } } }));
        let before = Instant::now();
        v2().send(address).expect("slow", 200, "OK", "");
        assert!(before.elapsed() >= Duration::from_millis(390), "{:?}", before.elapsed());
    }
}

#[test]
fn the_clock_is_off() {
    let address = start();
    set(address, &json!({ "fault": { "clock": { "seconds": 301 } } }));
    let answer = v1().send(address);
    let text = "Signature expired: 20260115T123456Z is now earlier than 20260115T123457Z (20260115T123957Z - 5 min.)";
    answer.expect("ahead", 403, "SignatureDoesNotMatch", text);
    assert_eq!(answer.header("date"), Some("Thu, 15 Jan 2026 12:39:57 GMT"));
    set(address, &json!({ "fault": { "clock": { "seconds": -100 } } }));
    let answer = v1().send(address);
    answer.expect("behind", 200, "OK", "");
    assert_eq!(answer.header("date"), Some("Thu, 15 Jan 2026 12:33:16 GMT"));
}

#[test]
fn cors_headers_are_missing() {
    let address = start();
    let origin = [("origin", "https://app.example")];
    set(
        address,
        &json!([
            { "fault": { "missing-cors": "preflight" }, "match": { "api": "v2" } },
            { "fault": { "missing-cors": "answer" } },
        ]),
    );
    let v1_preflight = plain(address, "OPTIONS", "/", &origin);
    assert!(v1_preflight.header("access-control-allow-origin").is_some());
    let target = "/v2/email/outbound-emails";
    let lost = plain(address, "OPTIONS", target, &origin);
    assert_eq!((lost.status, lost.header("access-control-allow-origin")), (403, None));
    let again = plain(address, "OPTIONS", target, &origin);
    assert_eq!(again.header("access-control-allow-origin"), Some("*"));
    let answer = v2().send(address);
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, None));
    assert_eq!(v2().send(address).header("access-control-allow-origin"), Some("*"));
    assert_eq!(messages(address), 2);
}

#[test]
fn the_api_is_strict_and_private() {
    let address = start();
    let wrong = post(address, &json!({ "fault": { "status": 404 } }));
    let error: Value = serde_json::from_slice(&wrong.body).unwrap();
    assert_eq!((wrong.status, &error["field"]), (400, &json!("fault.status")));
    assert_eq!(error["message"], "fault.status: expected 500 or 503, but found 404");
    assert_eq!(plain(address, "DELETE", "/faults/7", &[]).status, 404);
    assert_eq!(plain(address, "PUT", "/faults", &[]).status, 405);
    let mut foreign = Call::new("/faults", "text/plain", br#"{"fault": {"status": 503}}"#.to_vec());
    foreign.headers.push(("origin".to_owned(), "https://evil.example".to_owned()));
    let answer = foreign.send_as_is(address);
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (403, None));
    let rebound = plain(address, "GET", "/faults", &[("host", "evil.example")]);
    assert_eq!(rebound.status, 403);
    set(address, &json!([{ "fault": "expired-token" }, { "fault": { "status": 500 } }]));
    assert_eq!(plain(address, "DELETE", "/faults/1", &[]).status, 204);
    let left = get_json(address, "/faults");
    let ids: Vec<&Value> = left["faults"].as_array().unwrap().iter().map(|f| &f["id"]).collect();
    assert_eq!(ids, [&json!("2")]);
}
