//! Waiting for what comes, and being told of it.

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpStream},
    thread,
    time::Instant,
};

use serde_json::{Value, json};
use ses_local::Options;

use crate::client::{Call, NOW, get_json, plain, scenarios, start, start_as};

const FAR: &str = "wait=60";

fn send(address: SocketAddr, to: &str) -> String {
    let message = format!("From: a@delegate.example\r\nTo: {to}\r\n\r\nHello\r\n");
    Call::v1_raw(&[], message).send(address).message_id()
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
                Some(("event", name)) => told.0 = name.to_owned(),
                Some(("id", id)) => told.1 = id.to_owned(),
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
    let address = start();
    // The connection is told when it begins to listen: from then on the other
    // one may wait, or find the message there already.
    let waiting = thread::spawn(move || {
        get_json(address, &format!("/messages?{FAR}&count=2&to=mine@reader.example"))
    });
    send(address, "other@reader.example");
    let first = send(address, "mine@reader.example");
    let second = send(address, "mine@reader.example");
    let answer = waiting.join().unwrap();
    assert_eq!((&answer["total"], &answer["timedOut"]), (&json!(2), &json!(false)));
    assert_eq!(answer["messages"][0]["id"], second.as_str());
    assert_eq!(answer["messages"][1]["id"], first.as_str());
    // There already: nothing to wait for.
    let begun = Instant::now();
    let again = get_json(address, &format!("/messages?{FAR}&count=2&since=1"));
    assert_eq!(again["total"], 2);
    assert!(begun.elapsed().as_secs() < 30);
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
    let waiting = thread::spawn(move || get_json(address, &format!("/refusals?{FAR}&q=signature")));
    Call::v2(&json!({})).send_as_is(address);
    Call::v1_raw(&[], "From: a@delegate.example\r\n\r\n").send_as_is(address);
    let unsigned = get_json(address, &format!("/refusals?{FAR}&count=2"));
    assert_eq!(unsigned["total"], 2);
    let mut call = Call::v1_raw(&[], "From: a@delegate.example\r\n\r\n").signed(address);
    call.body.push(b'x');
    call.send_as_is(address);
    let answer = waiting.join().unwrap();
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
    let waiting = thread::spawn(move || {
        plain(address, "GET", "/messages?wait=300&since=0", &[("x-head", "1")])
    });
    // This one was answered after the wait was accepted, or the wait is refused
    // when the server is gone: either way it ends.
    get_json(address, "/status");
    let begun = Instant::now();
    stop.send(()).unwrap();
    assert_eq!(events.next(), None);
    let _ = waiting.join();
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
    assert_eq!((name.as_str(), &data["sequence"]), ("refused", &json!(1)));
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
