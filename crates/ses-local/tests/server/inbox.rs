//! The inbox: its routes, its privacy, and what it shows.

use std::{net::SocketAddr, thread};

use serde_json::{Value, json};

use crate::client::{Call, get_json, plain, start};

pub(crate) fn send(address: SocketAddr, to: &str, subject: &str) -> String {
    let message =
        format!("From: a@delegate.example\r\nTo: {to}\r\nSubject: {subject}\r\n\r\nHello {to}\r\n");
    Call::v1_raw(&[], message).send(address).message_id()
}

/// The ids a list answers with.
fn listed(address: SocketAddr, target: &str) -> Vec<String> {
    let list = get_json(address, target);
    let rows = list["messages"].as_array().or(list["refusals"].as_array()).unwrap();
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

const MESSAGE: &str = "From: Ann <a@delegate.example>\r\nTo: r@reader.example\r\nBcc: b@reader.example\r\n\
    Subject: =?utf-8?q?J=C3=BCrgen?=\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/related; boundary=b\r\n\r\n\
    --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hi<img src=\"cid:logo\"></p>\r\n\
    --b\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\nContent-Disposition: inline; filename=\"l.png\"\r\n\
    Content-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--b--\r\n";

#[test]
fn a_message_can_be_read_back() {
    let address = start();
    let id = Call::v1_raw(&[], MESSAGE).send(address).message_id();
    let list = get_json(address, "/messages");
    let row = &list["messages"][0];
    assert_eq!(row["id"], id.as_str());
    assert_eq!(row["subject"], "Jürgen");
    assert_eq!(row["receivedAt"], "2026-01-15T12:34:56Z");
    assert_eq!(row["operation"], "v1 SendRawEmail");
    assert_eq!(row["account"], "444455556666");
    assert_eq!(row["caller"], "arn:aws:sts::444455556666:assumed-role/mailer/you");
    assert_eq!(row["destinations"], json!(["r@reader.example", "b@reader.example"]));

    assert_eq!(row["fate"], json!({ "kind": "delivered" }));

    let details = get_json(address, &format!("/messages/{id}"));
    assert_eq!(details["fate"], row["fate"]);
    assert_eq!(details["html"], "<p>Hi<img src=\"cid:logo\"></p>");
    assert_eq!(details["text"], json!(null));
    let part = &details["parts"][0];
    assert_eq!(part["fileName"], "l.png");
    assert_eq!(part["contentType"], "image/png");
    assert_eq!(part["inline"], true);
    let part = plain(address, "GET", &format!("/messages/{id}/parts/{}", part["index"]), &[]);
    assert_eq!(part.body, b"\x89PNG");
    assert_eq!(part.header("content-type"), Some("application/octet-stream"));

    let raw = plain(address, "GET", &format!("/messages/{id}/raw"), &[]);
    assert_eq!(raw.header("content-type"), Some("message/rfc822"));
    assert_eq!(details["size"], raw.body.len());
}

#[test]
fn html_is_harmless() {
    let address = start();
    let id = Call::v1_raw(&[], MESSAGE).send(address).message_id();
    let html = plain(address, "GET", &format!("/messages/{id}/html"), &[]);
    assert_eq!(html.text(), "<p>Hi<img src=\"data:image/png;base64,iVBORw==\"></p>");
    let policy = html.header("content-security-policy").unwrap();
    assert!(policy.starts_with("sandbox; default-src 'none';"), "{policy}");
    let page = plain(address, "GET", "/", &[]);
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{policy}");
    assert!(page.text().contains("<script src=\"inbox.js\" type=\"module\">"));
    for file in ["/inbox.css", "/inbox.js", "/inbox/why.js", "/icon.svg"] {
        assert_eq!(plain(address, "GET", file, &[]).status, 200, "{file}");
    }
}

#[test]
fn refusals_say_which_check() {
    let address = start();
    Call::v1_raw(&[], "From: a@owner.example\r\nTo: r@x.example\r\n\r\n").send(address);
    Call::v2(&json!({})).send_as_is(address);
    let refusals = get_json(address, "/refusals");
    let (unsigned, unverified) = (&refusals["refusals"][0], &refusals["refusals"][1]);
    assert_eq!(unverified["check"], "verified-identity");
    assert_eq!(unverified["code"], "MessageRejected");
    assert_eq!(unverified["source"], "a@owner.example");
    assert_eq!(unverified["destinations"], json!(["r@x.example"]));
    let note = unverified["notes"][0].as_str().unwrap();
    assert!(note.starts_with("Source a@owner.example: no ARN was given"), "{note}");
    assert_eq!(unsigned["check"], "signature");
    assert_eq!(unsigned["caller"], json!(null));
    assert_eq!(unsigned["status"], 403);
    let id = unverified["id"].as_str().unwrap();
    assert_eq!(&get_json(address, &format!("/refusals/{id}")), unverified);
    assert_eq!(plain(address, "GET", "/refusals/none", &[]).status, 404);
}

#[test]
fn everything_can_be_forgotten() {
    let address = start();
    Call::v1_raw(&[], MESSAGE).send(address);
    Call::v2(&json!({})).send_as_is(address);
    assert_eq!(plain(address, "DELETE", "/messages", &[]).status, 204);
    let empty = json!({ "messages": [], "total": 0, "next": null, "dropped": 0 });
    assert_eq!(get_json(address, "/messages"), empty);
    let empty = json!({ "refusals": [], "total": 0, "next": null, "dropped": 0 });
    assert_eq!(get_json(address, "/refusals"), empty);
}

#[test]
fn the_inbox_is_private() {
    let address = start();
    for target in ["/", "/messages", "/refusals", "/inbox.js"] {
        let foreign = plain(address, "GET", target, &[("host", "evil.example")]);
        assert_eq!(foreign.status, 403, "{target}");
        let told = serde_json::from_slice::<Value>(&foreign.body).unwrap();
        assert!(told["message"].as_str().unwrap().contains("Host: localhost"), "{told}");
        let own = plain(address, "GET", target, &[("origin", "https://evil.example")]);
        assert_eq!(own.status, 200, "{target}");
        assert_eq!(own.header("access-control-allow-origin"), None, "{target}");
    }
    assert_eq!(plain(address, "DELETE", "/messages", &[("host", "evil.example")]).status, 403);
    let preflight = plain(address, "OPTIONS", "/messages", &[]);
    assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (405, None));
    for target in
        ["/messages/none", "/messages/none/raw", "/nothing", "/messages/", "/../etc/passwd"]
    {
        assert_eq!(plain(address, "GET", target, &[]).status, 404, "{target}");
    }
}

#[test]
fn lists_are_searched_and_read_in_pages() {
    let address = start();
    let ids: Vec<String> = (1..=5)
        .map(|n| send(address, &format!("r{n}@reader.example"), &format!("News {n}")))
        .collect();
    for (query, found) in [
        ("", &[5, 4, 3, 2, 1][..]),
        ("limit=2", &[5, 4]),
        (&format!("limit=2&before={}", ids[3]), &[3, 2]),
        (&format!("since={}", ids[3]), &[5]),
        ("since=3", &[5, 4]),
        ("since=99", &[]),
        ("before=3&limit=1", &[2]),
        (&format!("since=3&before={}", ids[4]), &[4]),
        ("to=R2%40", &[2]),
        ("subject=news+4", &[4]),
        ("q=hello+r3", &[3]),
        (&format!("q={}", ids[0]), &[1]),
        ("from=a@delegate&account=444455556666&region=us-east-1", &[5, 4, 3, 2, 1]),
        ("account=111122223333", &[]),
        ("region=eu-west-1", &[]),
    ] {
        let expected: Vec<String> = found.iter().map(|n| ids[n - 1].clone()).collect();
        assert_eq!(listed(address, &format!("/messages?{query}")), expected, "{query}");
    }
    let first = get_json(address, "/messages?limit=2&to=reader");
    assert_eq!((&first["total"], &first["next"]), (&json!(5), &json!(ids[3])));
    assert_eq!(first["messages"][0]["sequence"], 5);
    let last = get_json(address, &format!("/messages?limit=2&before={}", ids[1]));
    assert_eq!((&last["total"], &last["next"]), (&json!(5), &Value::Null));
    for (query, parameter) in [
        ("limit=0", "limit"),
        ("wait=soon", "wait"),
        ("wait=301", "wait"),
        ("wait=-1", "wait"),
        ("count=1001", "count"),
        ("to=a&to=b", "to"),
        ("before=unknown", "before"),
        ("since=unknown", "since"),
        ("x=1", "x"),
    ] {
        for list in ["messages", "refusals"] {
            let answer = plain(address, "GET", &format!("/{list}?{query}"), &[]);
            let body: Value = serde_json::from_slice(&answer.body).unwrap();
            assert_eq!((answer.status, &body["parameter"]), (400, &json!(parameter)), "{query}");
            assert!(body["message"].as_str().unwrap().contains("expected"), "{body}");
        }
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

#[test]
fn one_can_be_forgotten() {
    let address = start();
    let ids = [send(address, "r@x.example", "1"), send(address, "r@x.example", "2")];
    Call::v2(&json!({})).send_as_is(address);
    let refusal = listed(address, "/refusals").remove(0);
    assert_eq!(get_json(address, &format!("/refusals/{refusal}"))["check"], "signature");
    assert_eq!(plain(address, "DELETE", &format!("/messages/{}", ids[0]), &[]).status, 204);
    assert_eq!(plain(address, "DELETE", &format!("/messages/{}", ids[0]), &[]).status, 404);
    assert_eq!(plain(address, "GET", &format!("/messages/{}", ids[0]), &[]).status, 404);
    assert_eq!(listed(address, "/messages"), [ids[1].as_str()]);
    assert_eq!(plain(address, "DELETE", &format!("/refusals/{refusal}"), &[]).status, 204);
    assert!(listed(address, "/refusals").is_empty());
    Call::v2(&json!({})).send_as_is(address);
    assert_eq!(plain(address, "DELETE", "/refusals", &[]).status, 204);
    assert!(listed(address, "/refusals").is_empty());
    assert_eq!(listed(address, "/messages").len(), 1);
}

#[test]
fn pages_of_other_origins_delete_nothing() {
    let address = start();
    let id = send(address, "r@x.example", "1");
    let own = format!("http://{address}");
    for (header, deleted) in [
        (("origin", "https://evil.example"), false),
        (("origin", "null"), false),
        (("sec-fetch-site", "cross-site"), false),
        (("sec-fetch-site", "same-site"), false),
        (("origin", own.as_str()), true),
    ] {
        let status = if deleted { 204 } else { 403 };
        let answer = plain(address, "DELETE", &format!("/messages/{id}"), &[header]);
        assert_eq!(answer.status, status, "{header:?}");
        assert_eq!(listed(address, "/messages").is_empty(), deleted, "{header:?}");
    }
}

#[test]
fn every_route_says_what_it_takes() {
    let address = start();
    let id = Call::v1_raw(&[], MESSAGE).send(address).message_id();
    let of = |rest: &str| format!("/messages/{id}{rest}");
    let targets = [
        "/status".to_owned(),
        "/messages".to_owned(),
        of(""),
        of("/raw"),
        of("/html"),
        of("/headers"),
    ];
    for target in &targets {
        let (get, head) = (plain(address, "GET", target, &[]), plain(address, "HEAD", target, &[]));
        assert_eq!((get.status, head.status, head.body.len()), (200, 200, 0), "{target}");
        assert_eq!(get.header("content-type"), head.header("content-type"), "{target}");
        assert_eq!(get.header("cache-control"), Some("no-store"), "{target}");
        assert_eq!(get.header("x-content-type-options"), Some("nosniff"), "{target}");
        let put = plain(address, "PUT", target, &[]);
        let deletes = *target == of("") || target == "/messages";
        let allow = if deletes { "GET, HEAD, DELETE" } else { "GET, HEAD" };
        assert_eq!((put.status, put.header("allow")), (405, Some(allow)), "{target}");
        if !deletes {
            assert_eq!(plain(address, "DELETE", target, &[]).status, 405, "{target}");
        }
    }
    for rest in ["/text", "/parts/99", "/parts/x", "/parts/-1", "/parts", "/nothing", "/raw/more"] {
        assert_eq!(plain(address, "GET", &of(rest), &[]).status, 404, "{rest}");
    }
    let headers = get_json(address, &of("/headers"));
    assert_eq!(headers["headers"][2], json!({ "name": "Subject", "value": "Jürgen" }));
    let raw = plain(address, "GET", &of("/raw"), &[]);
    let name = format!("inline; filename=\"{id}.eml\"");
    assert_eq!(raw.header("content-disposition"), Some(name.as_str()));
    let part = plain(address, "GET", &of("/parts/2"), &[]);
    let name = "attachment; filename=\"l.png\"; filename*=UTF-8''l.png";
    assert_eq!(part.header("content-disposition"), Some(name));
}

#[test]
fn the_server_tells_of_itself() {
    let address = start();
    send(address, "r@x.example", "1");
    let status = get_json(address, "/status");
    assert_eq!(status["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!((&status["messages"], &status["refusals"]), (&json!(1), &json!(0)));
    let limits = json!({
        "messages": 100_000, "messageBytes": 536_870_912,
        "refusals": 10_000, "refusalBytes": 67_108_864,
    });
    assert_eq!(status["limits"], limits);
    assert_eq!(status["data"], Value::Null);
    let example = json!({
        "caller": "arn:aws:sts::444455556666:assumed-role/mailer/you",
        "region": "us-east-1", "from": "you@owner.example",
        "arn": "arn:aws:ses:us-east-1:111122223333:identity/owner.example", "role": null,
    });
    assert_eq!(status["world"], json!({ "file": null, "error": null, "example": example }));
    assert_eq!(status["now"], "2026-01-15T12:34:56Z");
}
