//! Limits, pauses and ends of connections.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use ses_local::Options;

use crate::client::{Call, NOW, scenarios, start, start_as};

const LIMIT: usize = 64 * 1024 * 1024;

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// The first bytes of an answer.
fn first(stream: &mut TcpStream) -> String {
    let mut buffer = [0; 4096];
    let read = stream.read(&mut buffer).unwrap();
    String::from_utf8_lossy(&buffer[..read]).into_owned()
}

#[test]
fn a_long_body_is_refused_by_its_length_before_it_comes() {
    let address = start();
    for (target, part) in [
        ("/", "<Code>RequestEntityTooLarge</Code>"),
        ("/v2/email/outbound-emails", "x-amzn-errortype: RequestEntityTooLargeException"),
    ] {
        for expect in ["", "expect: 100-continue\r\n"] {
            let mut stream = connect(address);
            let length = LIMIT + 1;
            let head = format!(
                "POST {target} HTTP/1.1\r\nhost: x\r\n{expect}content-length: {length}\r\n\r\n"
            );
            stream.write_all(head.as_bytes()).unwrap();
            let answer = first(&mut stream);
            assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
            assert!(answer.contains(part), "{answer}");
        }
    }
}

#[test]
fn a_body_without_a_length_is_refused_at_the_first_byte_too_many() {
    let address = start();
    let mut stream = connect(address);
    let mut reader = stream.try_clone().unwrap();
    let head = "POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    let writing = std::thread::spawn(move || {
        let chunk = [b"100000\r\n".to_vec(), vec![b'x'; 0x10_0000], b"\r\n".to_vec()].concat();
        (0..80).take_while(|_| stream.write_all(&chunk).is_ok()).count()
    });
    let answer = first(&mut reader);
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    drop(reader);
    assert!(writing.join().unwrap() >= LIMIT / 0x10_0000);
}

#[test]
fn a_client_that_waits_is_told_to_continue() {
    let address = start();
    let call = Call::v1_raw(&[], "From: a@delegate.example\r\nTo: r@reader.example\r\n\r\n");
    let call = call.signed(address);
    let mut stream = connect(address);
    stream.write_all(call.head("expect: 100-continue\r\n").as_bytes()).unwrap();
    assert_eq!(first(&mut stream), "HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(&call.body).unwrap();
    assert!(first(&mut stream).starts_with("HTTP/1.1 200 OK"));
}

#[test]
fn a_connection_is_kept_and_a_head_has_no_body() {
    let address = start();
    let mut stream = connect(address);
    for method in ["HEAD", "HEAD", "GET"] {
        let request = format!("{method} /faults HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let answer = first(&mut stream);
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        assert_eq!(answer.ends_with("\r\n\r\n"), method == "HEAD", "{answer}");
    }
}

#[test]
fn large_headers_are_refused() {
    let address = start();
    let many = "x-many: 1\r\n".repeat(300);
    for headers in [format!("x-large: {}\r\n", "x".repeat(100_000)), many] {
        let mut stream = connect(address);
        let request = format!("GET /messages HTTP/1.1\r\nhost: 127.0.0.1\r\n{headers}\r\n");
        let _ = stream.write_all(request.as_bytes());
        let answer = first(&mut stream);
        assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
    }
}

/// A request under way is answered; a new connection is not taken.
#[test]
fn the_server_ends_gracefully() {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let stopped = async { drop(stopped.await) };
    let address = start_as(scenarios(), NOW, Options::default(), stopped);
    let rule = br#"{"fault": {"slow": {"milliseconds": 300}}}"#.to_vec();
    assert_eq!(Call::new("/faults", "application/json", rule).send_as_is(address).status, 201);
    let call = Call::v1_raw(&[], "From: a@delegate.example\r\nTo: r@reader.example\r\n\r\n");
    let call = call.signed(address);
    let mut stream = connect(address);
    stream.write_all(call.head("expect: 100-continue\r\n").as_bytes()).unwrap();
    // Under way: the server asks for the body.
    assert_eq!(first(&mut stream), "HTTP/1.1 100 Continue\r\n\r\n");
    stop.send(()).unwrap();
    stream.write_all(&call.body).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(TcpStream::connect(address).is_err());
}
