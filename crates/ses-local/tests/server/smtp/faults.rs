//! Faults on demand by SMTP: what the client sees, and the inbox tells.

use std::{
    io::{ErrorKind, Read},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{ARN, Client, Ports, USER, USER_SECRET, password, plain_login, start};
use crate::client::{Call, get_json};

const FROM: &str = "a@owner.example";
const TO: &str = "r@reader.example";

fn message() -> String {
    format!(
        "X-SES-SOURCE-ARN: {ARN}\r\nX-SES-FROM-ARN: {ARN}\r\nFrom: {FROM}\r\nTo: {TO}\r\n\r\nx\r\n.\r\n"
    )
}

fn set(http: SocketAddr, rule: &Value) {
    let call = Call::new("/faults", "application/json", rule.to_string().into_bytes());
    let answer = call.send_as_is(http);
    assert_eq!(answer.status, 201, "{}", answer.text());
}

fn smtp(fault: &Value) -> Value {
    json!({ "match": { "api": "smtp" }, "fault": fault })
}

fn messages(ports: &Ports) -> usize {
    get_json(ports.http, "/messages")["messages"].as_array().unwrap().len()
}

/// The newest refusal's check and note.
fn told(ports: &Ports) -> String {
    let refusals = get_json(ports.http, "/refusals");
    let newest = &refusals["refusals"][0];
    assert_eq!(newest["operation"], "SMTP", "{newest}");
    assert_eq!(newest["source"], FROM, "{newest}");
    newest.to_string()
}

/// The envelope, up to `DATA`.
fn envelope(client: &mut Client) {
    client.say(&format!("MAIL FROM:<{FROM}>"), "250 Ok");
    client.say(&format!("RCPT TO:<{TO}>"), "250 Ok");
}

#[test]
fn replies_that_were_asked_for() {
    let ports = start();
    let mut client = Client::logged_in(&ports, "us-east-1");
    for (fault, reply) in [
        (json!({ "throttle": "rate" }), "454 Throttling failure: Maximum sending rate exceeded"),
        (json!({ "throttle": "daily" }), "454 Throttling failure: Daily message quota exceeded"),
        (json!({ "status": 451 }), "451 Temporary service failure"),
        (
            json!({ "error": { "code": "X", "status": 554, "message": "no\r\n250 Ok" } }),
            "554 no  250 Ok",
        ),
    ] {
        set(ports.http, &smtp(&fault));
        assert_eq!(client.mail(FROM, &[TO], message()), reply);
        let told = told(&ports);
        assert!(told.contains("Fault ") && told.contains(" hit: "), "{told}");
    }
    assert_eq!(messages(&ports), 0);
    // A rule of no API fits too, one of another API does not.
    set(ports.http, &json!({ "fault": { "status": 503 } }));
    set(ports.http, &json!({ "fault": { "status": 503 }, "match": { "api": "v1" } }));
    set(ports.http, &json!({ "fault": "expired-token", "times": "always" }));
    assert_eq!(client.mail(FROM, &[TO], message()), "451 Temporary service failure");
    assert!(client.mail(FROM, &[TO], message()).starts_with("250 Ok "));
    set(ports.http, &smtp(&json!({ "status": 421 })));
    assert!(client.mail(FROM, &[TO], message()).starts_with("421 "));
    assert_eq!(client.reply(), "", "421 ends the connection");
}

#[test]
fn only_what_fits_is_hit() {
    let ports = start();
    let mut client = Client::logged_in(&ports, "us-east-1");
    for matching in [
        json!({ "api": "smtp", "recipient": "*@other.example" }),
        json!({ "api": "smtp", "source": "b@*" }),
        json!({ "api": "smtp", "account": "111122223333" }),
        json!({ "api": "smtp", "accessKeyId": "AKIAOWNER00000000001" }),
    ] {
        set(ports.http, &json!({ "match": matching, "fault": { "status": 451 } }));
    }
    assert!(client.mail(FROM, &[TO], message()).starts_with("250 Ok "));
    let matching = json!({ "api": "smtp", "recipient": "R@reader.*", "source": FROM,
        "account": "444455556666", "accessKeyId": USER, "operations": ["SMTP"] });
    set(ports.http, &json!({ "match": matching, "fault": { "status": 451 } }));
    assert!(client.mail(FROM, &[TO], message()).starts_with("451 "));
}

#[test]
fn connections_end_when_asked_for() {
    let ports = start();
    let connection = |when: &str| smtp(&json!({ "connection": { "when": when } }));

    let mut client = Client::logged_in(&ports, "us-east-1");
    set(ports.http, &connection("before-read"));
    envelope(&mut client);
    client.send("DATA\r\n");
    assert_eq!(client.reply(), "");
    assert!(told(&ports).contains("before the body was read"));

    let mut client = Client::logged_in(&ports, "us-east-1");
    set(ports.http, &connection("after-read"));
    assert_eq!(client.mail(FROM, &[TO], message()), "");
    assert!(told(&ports).contains("nothing was carried out"));
    assert_eq!(messages(&ports), 0);

    let mut client = Client::logged_in(&ports, "us-east-1");
    set(ports.http, &connection("after-accept"));
    assert_eq!(client.mail(FROM, &[TO], message()), "");
    assert!(told(&ports).contains("carried out and the connection closed"));
    assert_eq!(messages(&ports), 1);

    let mut client = Client::logged_in(&ports, "us-east-1");
    set(ports.http, &connection("mid-answer"));
    let half = client.mail(FROM, &[TO], message());
    assert!(half.starts_with("250 Ok ") && half.len() < 50, "{half}");
    assert_eq!(client.reply(), "");
    assert_eq!(messages(&ports), 2);
}

/// In TLS the end of the stream below is not seen: the socket's own error is.
#[test]
fn a_reset_is_a_reset() {
    let ports = start();
    for reset in [false, true] {
        let socket = TcpStream::connect(ports.wrapper).unwrap();
        socket.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let mut below = socket.try_clone().unwrap();
        let mut client = Client::encrypted(socket, &ports.certificate, "localhost");
        client.reply();
        client.send("EHLO test.example\r\n");
        client.reply();
        client.say(
            &plain_login(USER, &password(USER_SECRET, "us-east-1")),
            "235 Authentication successful.",
        );
        let fault = json!({ "connection": { "when": "before-read", "reset": reset } });
        set(ports.http, &smtp(&fault));
        envelope(&mut client);
        client.send("DATA\r\n");
        let end = below.read_to_end(&mut Vec::new()).map_err(|error| error.kind());
        assert_eq!(end.err(), reset.then_some(ErrorKind::ConnectionReset));
    }
}

#[test]
fn slow_replies() {
    let ports = start();
    let mut client = Client::logged_in(&ports, "us-east-1");
    for trickle in [false, true] {
        set(ports.http, &smtp(&json!({ "slow": { "milliseconds": 300, "trickle": trickle } })));
        let start = Instant::now();
        assert!(client.mail(FROM, &[TO], message()).starts_with("250 Ok "));
        assert!(start.elapsed() >= Duration::from_millis(300), "{:?}", start.elapsed());
        assert!(told(&ports).contains("300 ms"));
    }
    assert_eq!(messages(&ports), 2);
}
