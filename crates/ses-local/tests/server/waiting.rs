//! Waiting for what comes, and being told of it.

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpStream},
    time::Instant,
};

use serde_json::{Value, json};
use ses_local::Options;

use crate::client::{Answer, Call, NOW, get_json, plain, scenarios, start, start_as};

const FAR: &str = "wait=60";

fn send(address: SocketAddr, to: &str) -> String {
    let message = format!("From: a@delegate.example\r\nTo: {to}\r\n\r\nHello\r\n");
    Call::v1_raw(&[], message).send(address).message_id()
}

/// A request that waits: the server has it before anything else is asked.
struct Waiting(TcpStream);

impl Waiting {
    fn begin(address: SocketAddr, target: &str) -> Self {
        let mut stream = TcpStream::connect(address).unwrap();
        let head = format!("GET {target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        // The one thread of the server takes what came first.
        get_json(address, "/status");
        Self(stream)
    }

    fn is_answered(&self) -> bool {
        self.0.set_nonblocking(true).unwrap();
        let peeked = self.0.peek(&mut [0]);
        self.0.set_nonblocking(false).unwrap();
        peeked.is_ok()
    }

    fn answer(self) -> Value {
        let answer = Answer::read(self.0);
        assert_eq!(answer.status, 200);
        serde_json::from_slice(&answer.body).unwrap()
    }
}

/// A connection to `/events`, read line by line.
struct Events {
    lines: std::io::Lines<BufReader<TcpStream>>,
}

/// Name, id and data of an event.
type Told = (String, String, Value);

impl Events {
    fn open(address: SocketAddr, last_id: Option<&str>) -> Self {
        let mut stream = TcpStream::connect(address).unwrap();
        let last = last_id.map(|id| format!("Last-Event-ID: {id}\r\n")).unwrap_or_default();
        write!(stream, "GET /events HTTP/1.1\r\nHost: {address}\r\n{last}\r\n").unwrap();
        let mut lines = BufReader::new(stream).lines();
        let head: Vec<String> =
            lines.by_ref().map(Result::unwrap).take_while(|line| !line.is_empty()).collect();
        assert!(head[0].starts_with("HTTP/1.1 200"), "{head:?}");
        assert!(head.contains(&"content-type: text/event-stream".to_owned()), "{head:?}");
        assert!(head.contains(&"cache-control: no-store".to_owned()), "{head:?}");
        Self { lines }
    }

    /// The next event; none when the server ends the stream.
    fn next(&mut self) -> Option<Told> {
        let mut told = (String::new(), String::new(), Value::Null);
        // Lines of the chunked encoding are passed over.
        for line in self.lines.by_ref() {
            let line = line.ok()?;
            match line.split_once(": ") {
                Some(("event", name)) => name.clone_into(&mut told.0),
                Some(("id", id)) => id.clone_into(&mut told.1),
                Some(("data", data)) => told.2 = serde_json::from_str(data).unwrap(),
                _ if line.is_empty() && !told.0.is_empty() => return Some(told),
                _ => {}
            }
        }
        None
    }
}

#[test]
fn a_test_waits_for_its_message() {
    let begun = Instant::now();
    let address = start();
    let waiting =
        Waiting::begin(address, &format!("/messages?{FAR}&count=2&to=mine@reader.example"));
    send(address, "other@reader.example");
    let first = send(address, "mine@reader.example");
    get_json(address, "/status");
    assert!(!waiting.is_answered());
    let second = send(address, "mine@reader.example");
    let answer = waiting.answer();
    assert_eq!((&answer["total"], &answer["timedOut"]), (&json!(2), &json!(false)));
    assert_eq!(answer["messages"][0]["id"], second.as_str());
    assert_eq!(answer["messages"][1]["id"], first.as_str());
    // There already: nothing to wait for.
    let again = get_json(address, &format!("/messages?{FAR}&count=2&since=1"));
    assert_eq!(again["total"], 2);
    // No answer came because the time was up.
    assert!(begun.elapsed().as_secs() < 30);
}

#[test]
fn what_is_deleted_meanwhile_is_waited_for_again() {
    let address = start();
    let waiting = Waiting::begin(address, &format!("/messages?{FAR}&count=2"));
    send(address, "r1@reader.example");
    plain(address, "DELETE", "/messages", &[]);
    send(address, "r2@reader.example");
    get_json(address, "/status");
    assert!(!waiting.is_answered());
    send(address, "r3@reader.example");
    assert_eq!(waiting.answer()["total"], 2);
}

#[test]
fn time_that_is_up_answers_with_what_there_is() {
    let address = start();
    let id = send(address, "r@reader.example");
    let answer = get_json(address, "/messages?wait=0&count=2");
    assert_eq!((&answer["total"], &answer["timedOut"]), (&json!(1), &json!(true)));
    assert_eq!(answer["messages"][0]["id"], id.as_str());
    let answer = get_json(address, &format!("/messages?wait=1&since={id}"));
    assert_eq!((&answer["messages"], &answer["timedOut"]), (&json!([]), &json!(true)));
    assert_eq!(get_json(address, "/messages")["timedOut"], Value::Null);
}

#[test]
fn refusals_are_waited_for_too() {
    let address = start();
    let waiting = Waiting::begin(address, &format!("/refusals?{FAR}&q=signaturedoesnotmatch"));
    Call::v2(&json!({})).send_as_is(address);
    assert!(!waiting.is_answered());
    let mut call = Call::v1_raw(&[], "From: a@delegate.example\r\n\r\n").signed(address);
    call.body.push(b'x');
    call.send_as_is(address);
    let answer = waiting.answer();
    assert_eq!(answer["total"], 1);
    assert_eq!(answer["refusals"][0]["code"], "SignatureDoesNotMatch");
}

#[test]
fn a_server_that_stops_lets_nobody_wait() {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let stopped = async move {
        let _ = stopped.await;
    };
    let address = start_as(scenarios(), NOW, Options::default(), stopped);
    let mut events = Events::open(address, None);
    assert_eq!(events.next().unwrap().0, "ready");
    let waiting = Waiting::begin(address, "/messages?wait=300");
    let begun = Instant::now();
    stop.send(()).unwrap();
    assert_eq!(events.next(), None);
    assert_eq!(waiting.answer()["timedOut"], true);
    assert!(begun.elapsed().as_secs() < 5, "waits hold the server: {:?}", begun.elapsed());
}

#[test]
fn events_are_told_by_name_and_resumed() {
    let address = start();
    let mut events = Events::open(address, None);
    let (name, _, counts) = events.next().unwrap();
    assert_eq!((name.as_str(), counts), ("ready", json!({ "messages": 0, "refusals": 0 })));
    let id = send(address, "r@reader.example");
    let (name, accepted, data) = events.next().unwrap();
    assert_eq!((name.as_str(), data), ("accepted", json!({ "id": id, "sequence": 1 })));
    Call::v2(&json!({})).send_as_is(address);
    let (name, _, data) = events.next().unwrap();
    assert_eq!((name.as_str(), &data["sequence"]), ("refused", &json!(2)));
    plain(address, "DELETE", &format!("/messages/{id}"), &[]);
    let (name, _, data) = events.next().unwrap();
    assert_eq!((name.as_str(), data), ("deleted", json!({ "id": id })));
    plain(address, "DELETE", "/messages", &[]);
    assert_eq!(events.next().unwrap().0, "cleared");
    plain(address, "DELETE", "/faults", &[]);
    let (_, last, _) = events.next().unwrap();
    drop(events);

    let mut again = Events::open(address, Some(&accepted));
    let names: Vec<String> = (0..5).map(|_| again.next().unwrap().0).collect();
    assert_eq!(names, ["ready", "refused", "deleted", "cleared", "faults"]);
    let mut none = Events::open(address, Some(&last));
    assert_eq!(none.next().unwrap().1, last);
    for unknown in ["none", "00000000-1", &format!("{last}0000")] {
        let mut events = Events::open(address, Some(unknown));
        assert_eq!(events.next().unwrap().0, "reset", "{unknown}");
    }
}
