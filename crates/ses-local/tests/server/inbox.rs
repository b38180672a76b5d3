//! The inbox: its routes, its privacy, and what it shows.

use serde_json::json;

use crate::client::{Call, get_json, plain, start};

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
    assert_eq!(
        get_json(address, "/messages"),
        json!({ "messages": [], "total": 0, "next": null, "dropped": 0 })
    );
    assert_eq!(get_json(address, "/refusals"), json!({ "refusals": [], "total": 0, "next": null }));
}

#[test]
fn the_inbox_is_private() {
    let address = start();
    for target in ["/", "/messages", "/refusals", "/inbox.js"] {
        let foreign = plain(address, "GET", target, &[("host", "evil.example")]);
        assert_eq!(foreign.status, 403, "{target}");
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
