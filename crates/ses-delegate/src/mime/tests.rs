use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::address::{EmailAddress, Recipients};
use crate::delegation::Delegation;
use crate::header::HeaderText;
use crate::stamp::UnixTime;

fn message() -> Message<'static> {
    Message {
        from: "Ännchen <ann@example.com>".parse().unwrap(),
        recipients: Recipients::new(
            vec!["Böb <bob@example.org>".parse().unwrap()],
            vec![],
            vec!["hidden@example.net".parse().unwrap()],
        )
        .unwrap(),
        reply_to: vec![],
        return_path: None,
        subject: HeaderText::new("Grüße").unwrap(),
        body: Body::Text("line 1\nline 2\r\nline 3\rend".into()),
        attachments: vec![],
    }
}

fn file(name: &str, placement: Placement, bytes: &'static [u8]) -> Attachment {
    Attachment {
        file_name: HeaderText::new(name).unwrap(),
        media_type: "text/plain".parse().unwrap(),
        placement,
        content: bytes.to_vec().into(),
    }
}

fn authority(domain: &str) -> Authority {
    let arn = format!("arn:aws:ses:us-east-1:123456789012:identity/{domain}").parse().unwrap();
    Authority::Delegated(Delegation::new(arn).unwrap())
}

fn written(message: &Message<'_>, authority: &Authority, arns: ArnsIn) -> String {
    let stamp = Stamp { at: UnixTime::from_seconds(1_768_480_496).unwrap(), nonce: [0xab; 16] };
    let raw = RawMessage::write(message, authority, arns, &stamp);
    assert_eq!(raw, RawMessage::write(message, authority, arns, &stamp), "reproducible");
    let bytes = raw.plan().to_vec(|at| message.attachments[at].content.bytes().unwrap()).unwrap();
    assert!(bytes.is_ascii(), "7-bit");
    let text = String::from_utf8(bytes).unwrap();
    for line in text.split("\r\n") {
        assert!(line.len() <= 998 && !line.contains(['\r', '\n']), "{line:?}");
    }
    text
}

fn header_block(text: &str) -> &str {
    text.split_once("\r\n\r\n").unwrap().0
}

#[test]
fn arns_stand_once_and_literally_or_not_at_all() {
    let long = format!("{}.example.com", vec!["a".repeat(60); 3].join("."));
    let mut message = message();
    message.from = format!("ann@{long}").parse().unwrap();
    let authority = authority(&long);
    let arn = authority.delegation().unwrap().source().to_string();
    assert!(arn.len() > 200);

    let text = written(&message, &authority, ArnsIn::Headers);
    for name in ["X-SES-SOURCE-ARN", "X-SES-FROM-ARN", "X-SES-RETURN-PATH-ARN"] {
        let line = format!("{name}: {arn}\r\n");
        assert_eq!(header_block(&text).matches(&line).count(), 1, "{name}");
    }
    let text = written(&message, &authority, ArnsIn::Parameters);
    assert!(!text.to_ascii_uppercase().contains("X-SES-"));
    let own = Authority::Own("us-east-1".parse().unwrap());
    assert!(!written(&message, &own, ArnsIn::Headers).to_ascii_uppercase().contains("X-SES-"));
}

#[test]
fn bcc_is_in_the_envelope_only() {
    let message = message();
    let text = written(&message, &authority("example.com"), ArnsIn::Headers);
    assert!(!text.contains("hidden") && !text.to_ascii_lowercase().contains("bcc"));
    let envelope: Vec<_> = message.recipients.envelope().map(EmailAddress::as_str).collect();
    assert_eq!(envelope, ["bob@example.org", "hidden@example.net"]);
}

#[test]
fn the_stamp_decides_date_id_and_boundaries() {
    let mut message = message();
    message.attachments = vec![file("a.txt", Placement::Attached, b"x")];
    let text = written(&message, &authority("example.com"), ArnsIn::Parameters);
    assert!(text.contains("\r\nDate: Thu, 15 Jan 2026 12:34:56 +0000\r\n"), "{text}");
    let hex = "ab".repeat(8);
    assert!(text.contains(&format!("\r\nMessage-ID: <6968def0.{hex}@example.com>\r\n")), "{text}");
    assert!(text.contains(&format!("\r\n--=_mixed_{hex}--\r\n")));
    assert_eq!(text.matches("MIME-Version: 1.0").count(), 1);
}

#[test]
fn structure_has_no_level_too_many() {
    let cid = || Placement::Inline("logo".parse().unwrap());
    let levels = |body, files: Vec<Attachment>| {
        let message = Message { body, attachments: files, ..message() };
        let text = written(&message, &authority("example.com"), ArnsIn::Parameters);
        let types: Vec<String> = text
            .split("\r\n")
            .filter_map(|line| line.strip_prefix("Content-Type: "))
            .map(|value| value.split(';').next().unwrap().to_owned())
            .collect();
        types.join(" ")
    };
    let html = || Body::Html("<p>hi".into());
    let both = || Body::Both { text: "hi".into(), html: "<p>hi".into() };
    let inline = || file("logo.png", cid(), b"i");
    let attached = || file("a.txt", Placement::Attached, b"a");
    assert_eq!(levels(html(), vec![]), "text/html");
    assert_eq!(levels(both(), vec![]), "multipart/alternative text/plain text/html");
    assert_eq!(levels(html(), vec![inline()]), "multipart/related text/html text/plain");
    assert_eq!(levels(html(), vec![attached()]), "multipart/mixed text/html text/plain");
    assert_eq!(
        levels(both(), vec![attached(), inline()]),
        "multipart/mixed multipart/alternative text/plain multipart/related text/html text/plain text/plain"
    );
}

#[test]
fn files_are_base64_whatever_they_hold() {
    let mut message = message();
    message.attachments = vec![
        file("ünï.txt", Placement::Attached, b"bare\nlines\r and \r\n"),
        file("empty.txt", Placement::Attached, b""),
        file("big.bin", Placement::Attached, &[7; 200]),
    ];
    let text = written(&message, &authority("example.com"), ArnsIn::Parameters);
    assert_eq!(text.matches("Content-Transfer-Encoding: base64").count(), 3);
    assert!(text.contains(&STANDARD.encode(b"bare\nlines\r and \r\n")));
    assert!(text.contains("filename*=UTF-8''%C3%BCn%C3%AF.txt"), "{text}");
}

#[test]
fn request_parameters_take_one_line() {
    let formatted = |text: &str| super::formatted(&text.parse().unwrap());
    assert_eq!(formatted("a@b.c"), "a@b.c");
    assert_eq!(formatted("\"Smith, Ann\" <a@b.c>"), "\"Smith, Ann\" <a@b.c>");
    let long = formatted(&format!("{} <a@b.c>", "Ännchen von Tharau ".repeat(8)));
    assert!(long.is_ascii() && !long.contains(['\r', '\n']), "{long}");
    assert!(long.starts_with("=?utf-8?") && long.ends_with(" <a@b.c>"), "{long}");
}

#[test]
fn related_names_the_type_of_its_root() {
    let mut message = message();
    message.body = Body::Html("<img src='cid:logo'>".into());
    message.attachments = vec![file("a.png", Placement::Inline("logo".parse().unwrap()), b"x")];
    let text = written(&message, &authority("example.com"), ArnsIn::Parameters);
    let header = text.split("\r\nContent-Type: multipart/related;").nth(1).unwrap();
    assert!(header.split("\r\n\r\n").next().unwrap().contains("type=\"text/html\""), "{text}");
}

#[test]
fn text_with_nul_is_encoded() {
    let mut message = message();
    message.body = Body::Text("a\0b".into());
    let text = written(&message, &authority("example.com"), ArnsIn::Parameters);
    assert!(!text.contains('\0') && text.ends_with(&format!("{}\r\n", STANDARD.encode("a\0b"))));
}
