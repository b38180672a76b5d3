//! The lists of the inbox as programs read them: pages, searches, waits, events.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::client::{Call, get_json, plain, start};

pub(crate) fn send(address: SocketAddr, to: &str, subject: &str) -> String {
    let message =
        format!("From: Ann <a@delegate.example>\r\nTo: {to}\r\nSubject: {subject}\r\n\r\nBody\r\n");
    Call::v1_raw(&[], message).send(address).message_id()
}

fn subjects(list: &Value) -> Vec<&str> {
    let rows = list["messages"].as_array().unwrap();
    rows.iter().map(|row| row["subject"].as_str().unwrap()).collect()
}

#[test]
fn pages_follow_each_other() {
    let address = start();
    for number in 1..=5 {
        send(address, "r@x.example", &number.to_string());
    }
    let mut seen = Vec::new();
    let mut target = "/messages?limit=2".to_owned();
    loop {
        let page = get_json(address, &target);
        assert_eq!(page["total"], 5);
        seen.push(subjects(&page).join(" "));
        // What comes between two pages does not move the second.
        send(address, "late@x.example", "late");
        plain(address, "DELETE", &format!("/messages/{}", newest(address)), &[]);
        let Some(next) = page["next"].as_str() else { break };
        target = format!("/messages?limit=2&before={next}");
    }
    assert_eq!(seen, ["5 4", "3 2", "1"]);
    let all = get_json(address, "/messages");
    let third = all["messages"][2]["sequence"].as_u64().unwrap();
    let newer = get_json(address, &format!("/messages?after={third}"));
    assert_eq!(subjects(&newer), ["5", "4"]);
    assert_eq!(get_json(address, "/messages?before=unknown")["messages"], json!([]));
}

fn newest(address: SocketAddr) -> String {
    get_json(address, "/messages?limit=1")["messages"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn searches_find_what_fits_all() {
    let address = start();
    send(address, "bob@x.example", "Hello =?utf-8?q?J=C3=BCrgen?=");
    send(address, "bob@y.example", "Goodbye");
    send(address, "eve@y.example", "Hello");
    let eu = Call::v1_raw(
        &[("SourceArn", "arn:aws:ses:eu-west-1:111122223333:identity/press@owner.example")],
        "From: press@owner.example\r\nTo: eve@z.example\r\nSubject: Paper\r\n\r\n",
    );
    eu.region("eu-west-1").send(address).message_id();
    for (query, expected) in [
        ("q=hello", vec!["Hello", "Hello Jürgen"]),
        ("q=J%C3%9CRGEN+hello", vec!["Hello Jürgen"]),
        ("q=hello+eve", vec!["Hello"]),
        ("to=BOB@", vec!["Goodbye", "Hello Jürgen"]),
        ("to=bob@&subject=good", vec!["Goodbye"]),
        ("from=press", vec!["Paper"]),
        ("region=eu-west-1", vec!["Paper"]),
        ("account=444455556666&to=z.example", vec!["Paper"]),
        ("account=111122223333", vec![]),
        ("q=nothing", vec![]),
    ] {
        let found = get_json(address, &format!("/messages?{query}"));
        assert_eq!(subjects(&found), expected, "{query}");
        assert_eq!(found["total"], expected.len(), "{query}");
    }
}

#[test]
fn refusals_are_searched_and_paged_too() {
    let address = start();
    for name in ["a", "b", "c"] {
        let message = format!("From: {name}@owner.example\r\nTo: r@x.example\r\n\r\n");
        Call::v1_raw(&[], message).send(address).expect(name, 400, "MessageRejected", "");
    }
    let page = get_json(address, "/refusals?limit=2");
    assert_eq!(page["total"], 3);
    assert_eq!(page["refusals"][0]["source"], "c@owner.example");
    let next = page["next"].as_str().unwrap();
    let last = get_json(address, &format!("/refusals?limit=2&before={next}"));
    assert_eq!(last["refusals"][0]["source"], "a@owner.example");
    assert_eq!((&last["next"], last["refusals"].as_array().unwrap().len()), (&json!(null), 1));
    assert_eq!(get_json(address, "/refusals?from=b@")["total"], 1);
}

#[test]
fn a_wait_ends_at_once_when_there_is_enough() {
    let address = start();
    send(address, "r@x.example", "there");
    let begin = Instant::now();
    assert_eq!(subjects(&get_json(address, "/messages?wait=300")), ["there"]);
    assert_eq!(subjects(&get_json(address, "/messages?wait=300&to=r@x.example")), ["there"]);
    assert!(begin.elapsed() < Duration::from_mins(1));
}

#[test]
fn a_wait_ends_when_enough_has_come() {
    let address = start();
    let begin = Instant::now();
    // Asked for before anything is sent: the request is under way already.
    let mut waiting = ask(address, "/messages?wait=300&count=2&to=wanted@x.example");
    send(address, "wanted@x.example", "one");
    send(address, "other@x.example", "not wanted");
    send(address, "wanted@x.example", "two");
    let answer = read_to_end(&mut waiting);
    assert!(answer.contains("\"subject\":\"one\"") && answer.contains("\"subject\":\"two\""));
    assert!(answer.contains("\"total\":2") && !answer.contains("not wanted"), "{answer}");

    let mut waiting = ask(address, "/refusals?wait=300");
    Call::v2(&json!({})).send_as_is(address);
    assert!(read_to_end(&mut waiting).contains("\"check\":\"signature\""));
    assert!(begin.elapsed() < Duration::from_mins(2));
}

#[test]
fn a_wait_ends_when_its_time_is_up() {
    let address = start();
    send(address, "r@x.example", "one");
    let begin = Instant::now();
    let answer = get_json(address, "/messages?wait=1&count=2");
    assert!(begin.elapsed() >= Duration::from_secs(1));
    // What there is, is told all the same.
    assert_eq!(subjects(&answer), ["one"]);
}

#[test]
fn many_can_wait() {
    let address = start();
    let waiting: Vec<TcpStream> =
        (0..20).map(|_| ask(address, "/messages?wait=300&subject=news")).collect();
    send(address, "r@x.example", "news");
    for mut one in waiting {
        assert!(read_to_end(&mut one).contains("\"subject\":\"news\""));
    }
}

#[test]
fn parameters_that_cannot_be_used_are_named() {
    let address = start();
    for (query, parameter) in [
        ("wait=soon", "wait"),
        ("wait=301", "wait"),
        ("wait=-1", "wait"),
        ("limit=0", "limit"),
        ("count=1001", "count"),
        ("after=x", "after"),
        ("subjekt=a", "subjekt"),
        ("to=a&to=b", "to"),
    ] {
        for list in ["messages", "refusals"] {
            let answer = plain(address, "GET", &format!("/{list}?{query}"), &[]);
            assert_eq!(answer.status, 400, "{list} {query}");
            let body: Value = serde_json::from_slice(&answer.body).unwrap();
            assert_eq!(body["parameter"], parameter, "{list} {query}");
            let message = body["message"].as_str().unwrap();
            assert!(message.starts_with(&format!("{parameter}: expected ")), "{query}: {message}");
        }
    }
}

#[test]
fn events_tell_of_every_change() {
    let address = start();
    let mut events = ask(address, "/events");
    let mut heard = String::new();
    hear(&mut events, &mut heard, "data: {\"messages\":0,\"refusals\":0}\n\n");
    assert!(heard.contains("content-type: text/event-stream"), "{heard}");
    let id = send(address, "r@x.example", "news");
    hear(&mut events, &mut heard, "data: {\"messages\":1,\"refusals\":0}\n\n");
    Call::v2(&json!({})).send_as_is(address);
    hear(&mut events, &mut heard, "data: {\"messages\":1,\"refusals\":1}\n\n");
    plain(address, "DELETE", &format!("/messages/{id}"), &[]);
    hear(&mut events, &mut heard, "data: {\"messages\":0,\"refusals\":1}\n\n");
    plain(address, "DELETE", "/messages", &[]);
    hear(&mut events, &mut heard, "data: {\"messages\":0,\"refusals\":0}\n\n");
    assert!(heard.contains("event: change\nid: "), "{heard}");
}

#[test]
fn sends_at_once_are_all_kept() {
    let address = start();
    let senders = (0..8).map(|sender| {
        thread::spawn(move || {
            (0..10).map(|one| send(address, "r@x.example", &format!("{sender} {one}"))).collect()
        })
    });
    let senders: Vec<thread::JoinHandle<Vec<String>>> = senders.collect();
    let mut sent: Vec<String> =
        senders.into_iter().flat_map(|sender| sender.join().unwrap()).collect();
    let list = get_json(address, "/messages?limit=1000");
    let rows = list["messages"].as_array().unwrap();
    let mut found: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    found.sort_unstable();
    sent.sort_unstable();
    assert_eq!(found, sent);
    let sequences: Vec<u64> = rows.iter().map(|row| row["sequence"].as_u64().unwrap()).collect();
    assert!(sequences.is_sorted_by(|newer, older| newer > older), "{sequences:?}");
}

/// A request that is on its way; the connection ends with its answer.
fn ask(address: SocketAddr, target: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {target} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

fn read_to_end(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

/// Reads until `part` has come, past what was `heard` already.
fn hear(stream: &mut TcpStream, heard: &mut String, part: &str) {
    let from = heard.len();
    let mut buffer = [0; 4096];
    while !heard[from..].contains(part) {
        let read = stream.read(&mut buffer).unwrap();
        assert_ne!(read, 0, "the events ended before {part}: {heard}");
        heard.push_str(std::str::from_utf8(&buffer[..read]).unwrap());
    }
}
