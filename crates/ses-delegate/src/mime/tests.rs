use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::address::{EmailAddress, Recipients};
use crate::calendar::CalendarMethod;
use crate::delegation::Delegation;
use crate::header::{CustomHeader, CustomHeaders};
use crate::list::ListUnsubscribe;
use crate::name::{ListManagementOptions, MessageTag};
use crate::settings::Settings;
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
        headers: Headers::default(),
        invitation: None,
        body: Body::Text("line 1\nline 2\r\nline 3\rend".into()),
        attachments: vec![],
    }
}

fn file(name: &str, placement: Placement, bytes: &[u8]) -> Attachment {
    let name = HeaderText::new(name).unwrap();
    let media_type = "text/plain".parse().unwrap();
    Attachment::new(name, media_type, placement, bytes.to_vec().into()).unwrap()
}

fn delegation(domain: &str) -> Delegation {
    let arn = format!("arn:aws:ses:us-east-1:123456789012:identity/{domain}").parse().unwrap();
    Delegation::new(arn).unwrap()
}

fn stamp() -> Stamp {
    Stamp { at: UnixTime::from_seconds(1_768_480_496).unwrap(), nonce: [0xab; 16] }
}

fn written(message: &Message<'_>) -> String {
    written_with(message, &SesHeaders::none())
}

/// Every message that a test writes is checked for what must hold of all.
fn written_with(message: &Message<'_>, ses: &SesHeaders<'_>) -> String {
    let raw = RawMessage::write(message, ses, &stamp());
    assert_eq!(raw, RawMessage::write(message, ses, &stamp()), "reproducible");
    let bytes = raw.plan().to_vec(|at| message.attachments[at].content.bytes().unwrap()).unwrap();
    assert!(bytes.is_ascii() && !bytes.contains(&0), "7-bit");
    assert_eq!(bytes.len() as u64, raw.plan().len());
    let text = String::from_utf8(bytes).unwrap();
    for line in text.split("\r\n") {
        assert!(line.len() <= 998 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let mut names = Vec::new();
    for line in header_block(&text).split("\r\n") {
        assert!(line.len() <= 76 || !line.contains("=?"), "{line:?}");
        if !line.starts_with(' ') {
            names.push(line.split_once(": ").map_or(line, |(name, _)| name));
        }
    }
    for name in ["From", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"] {
        assert_eq!(names.iter().filter(|found| **found == name).count(), 1, "{name}: {text}");
    }
    text
}

fn header_block(text: &str) -> &str {
    text.split_once("\r\n\r\n").unwrap().0
}

#[test]
fn ses_headers_stand_once_and_literally_or_not_at_all() {
    let long = format!("{}.example.com", vec!["a".repeat(60); 3].join("."));
    let mut message = message();
    message.from = format!("ann@{long}").parse().unwrap();
    let delegation = delegation(&long);
    let arn = delegation.source().as_str();
    assert!(arn.len() > 200);
    let tag =
        |value: &str| MessageTag { name: "a".parse().unwrap(), value: value.parse().unwrap() };
    let settings = Settings {
        configuration_set: Some("set".parse().unwrap()),
        tags: vec![tag("b"), tag(&"c".repeat(256))],
        list_management: Some(ListManagementOptions {
            contact_list_name: "list".parse().unwrap(),
            topic_name: Some("news".parse().unwrap()),
        }),
        tenant: Some("tenant".parse().unwrap()),
    };
    let lines = [
        format!("X-SES-SOURCE-ARN: {arn}"),
        format!("X-SES-FROM-ARN: {arn}"),
        format!("X-SES-RETURN-PATH-ARN: {arn}"),
        "X-SES-CONFIGURATION-SET: set".to_owned(),
        format!("X-SES-MESSAGE-TAGS: a=b, a={}", "c".repeat(256)),
        "X-SES-LIST-MANAGEMENT-OPTIONS: list; topic=news".to_owned(),
        "X-SES-TENANT: tenant".to_owned(),
    ];

    let all = SesHeaders::all(Some(&delegation), &settings).unwrap();
    let text = written_with(&message, &all);
    assert!(text.starts_with(&(lines.join("\r\n") + "\r\nFrom: ")), "{text}");
    let some = written_with(&message, &SesHeaders::without_parameters(&settings));
    assert!(some.starts_with(&(lines[5..].join("\r\n") + "\r\nFrom: ")), "{some}");
    assert_eq!(some.matches("X-SES-").count(), 2);
    assert!(!written(&message).to_ascii_uppercase().contains("X-SES-"));

    let many = Settings { tags: vec![tag(&"c".repeat(256)); 4], ..Settings::default() };
    let error = SesHeaders::all(None, &many).unwrap_err();
    assert_eq!((error.code(), error.field()), ("tags.length", "tags"));
}

#[test]
fn bcc_is_in_the_envelope_only() {
    let message = message();
    let text = written(&message);
    assert!(!text.contains("hidden") && !text.to_ascii_lowercase().contains("bcc"));
    let envelope: Vec<_> = message.recipients.envelope().map(EmailAddress::as_str).collect();
    assert_eq!(envelope, ["bob@example.org", "hidden@example.net"]);
}

#[test]
fn the_stamp_decides_date_id_and_boundaries() {
    let mut message = message();
    message.attachments = vec![file("a.txt", Placement::Attached, b"x")];
    let text = written(&message);
    assert!(text.contains("\r\nDate: Thu, 15 Jan 2026 12:34:56 +0000\r\n"), "{text}");
    let hex = "ab".repeat(8);
    assert!(text.contains(&format!("\r\nMessage-ID: <6968def0.{hex}@example.com>\r\n")), "{text}");
    assert!(text.contains(&format!("\r\n--=_mixed_{hex}--\r\n")));
    assert_eq!(text.matches("MIME-Version: 1.0").count(), 1);
}

#[test]
fn structure_has_no_level_too_many() {
    let cid = || Placement::Inline("logo".parse().unwrap());
    let types = |message: Message<'_>| {
        let text = written(&message);
        let types: Vec<String> = text
            .split("\r\n")
            .filter_map(|line| line.strip_prefix("Content-Type: "))
            .map(|value| value.split(';').next().unwrap().to_owned())
            .collect();
        let boundaries: Vec<_> = text.split("boundary=\"").skip(1).collect();
        for (at, boundary) in boundaries.iter().enumerate() {
            let boundary = boundary.split('"').next().unwrap();
            assert!(!boundaries[..at].iter().any(|other| other.starts_with(boundary)), "{text}");
            assert_eq!(text.matches(&format!("\r\n--{boundary}--\r\n")).count(), 1, "{text}");
        }
        types.join(" ")
    };
    let levels =
        |body, files: Vec<Attachment>| types(Message { body, attachments: files, ..message() });
    let html = || Body::Html("<p>hi".into());
    let both = || Body::Both { text: "hi".into(), html: "<p>hi".into() };
    let inline = || file("logo.png", cid(), b"i");
    let attached = || file("a.txt", Placement::Attached, b"a");
    let invited = |body, files: Vec<Attachment>, file_name: Option<&str>| {
        let file_name = file_name.map(|name| HeaderText::new(name).unwrap());
        let content = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n";
        let invitation = Invitation::new(CalendarMethod::Request, file_name, content).unwrap();
        types(Message { body, attachments: files, invitation: Some(invitation), ..message() })
    };
    assert_eq!(
        invited(both(), vec![inline(), attached()], Some("invite.ics")),
        "multipart/mixed multipart/alternative text/plain multipart/related text/html text/plain text/calendar text/plain application/ics"
    );
    assert_eq!(
        invited(Body::Text("hi".into()), vec![], None),
        "multipart/alternative text/plain text/calendar"
    );
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
    let text = written(&message);
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
    let text = written(&message);
    let header = text.split("\r\nContent-Type: multipart/related;").nth(1).unwrap();
    assert!(header.split("\r\n\r\n").next().unwrap().contains("type=\"text/html\""), "{text}");
}

#[test]
fn text_with_nul_is_encoded() {
    let mut message = message();
    message.body = Body::Text("a\0b".into());
    let text = written(&message);
    assert!(!text.contains('\0') && text.ends_with(&format!("{}\r\n", STANDARD.encode("a\0b"))));
}

#[test]
fn further_headers_come_in_order_and_once() {
    let custom = |name: &str, value: &str| {
        CustomHeader::new(name.parse().unwrap(), HeaderText::new(value).unwrap()).unwrap()
    };
    let mut headers = CustomHeaders::default();
    headers.push(custom("X-B", "ä")).unwrap();
    headers.push(custom("X-A", "first")).unwrap();
    headers.push(custom("X-A", "second")).unwrap();
    let mut message = message();
    message.headers = Headers {
        sender: Some("Office <office@example.com>".parse().unwrap()),
        in_reply_to: Some("a@b.c".parse().unwrap()),
        references: vec!["z@b.c".parse().unwrap(), "a@b.c".parse().unwrap()],
        list_unsubscribe: Some(
            ListUnsubscribe::new(Some("https://example.com/1"), Some("leave@example.com"), true)
                .unwrap(),
        ),
        list_id: Some("Neues für alle <news.example.com>".parse().unwrap()),
        feedback_id: Some("a:b:c:sender".parse().unwrap()),
        auto_submitted: Some("auto-replied".parse().unwrap()),
        importance: Some("high".parse().unwrap()),
        custom: headers,
    };
    let text = written(&message);
    let expected = [
        "Sender: \"Office\" <office@example.com>",
        "In-Reply-To: <a@b.c>",
        "References: <z@b.c> <a@b.c>",
        "List-Unsubscribe: <https://example.com/1>, <mailto:leave@example.com>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "List-Id: =?utf-8?Q?Neues_f=C3=BCr_alle?= <news.example.com>",
        "Feedback-ID: a:b:c:sender",
        "Auto-Submitted: auto-replied",
        "Importance: high",
        "X-B: =?utf-8?B?w6Q=?=",
        "X-A: first",
        "X-A: second",
        "MIME-Version: 1.0",
    ];
    assert!(text.contains(&format!("\r\n{}\r\n", expected.join("\r\n"))), "{text}");
}

#[test]
fn long_values_never_break_a_line() {
    let id = format!("{}@example.com", "a".repeat(838));
    let url = format!("https://example.com/{}", "a".repeat(830));
    let mut custom = CustomHeaders::default();
    for value in ["x".repeat(2000), "é".repeat(2000), "word ".repeat(400) + "end"] {
        let name = "X".repeat(126).parse().unwrap();
        let value = HeaderText::new(value).unwrap();
        custom.push(CustomHeader::new(name, value).unwrap()).unwrap();
    }
    let mut message = message();
    message.subject = HeaderText::new("x".repeat(5000)).unwrap();
    message.reply_to = vec![Mailbox {
        name: Some(HeaderText::new("\"\\".repeat(1000)).unwrap()),
        address: format!("{}@{}.com", "a".repeat(64), vec!["b".repeat(60); 4].join("."))
            .parse()
            .unwrap(),
    }];
    message.headers = Headers {
        in_reply_to: Some(id.parse().unwrap()),
        references: vec![id.parse().unwrap(); 20],
        list_unsubscribe: Some(ListUnsubscribe::new(Some(&url), Some("a@b.c"), true).unwrap()),
        custom,
        ..Headers::default()
    };
    message.attachments = vec![
        file(&"🎉".repeat(255), Placement::Attached, b"x"),
        file(&"a b;c\"".repeat(40), Placement::Attached, b"x"),
    ];
    written(&message);
}

#[test]
fn texts_of_any_kind_become_seven_bit() {
    for text in [
        "x".repeat(5000),
        "é\rlone\nand\r\n".repeat(300),
        "From a line\n.\n..dots\n--=_mixed_".to_owned(),
        "trailing \t\nspace \n".to_owned(),
        "\0\u{1}\u{7f}\u{85}\u{2028}".to_owned(),
        "日本語".repeat(500),
    ] {
        let mut message = message();
        message.body = Body::Both { text: text.as_str().into(), html: text.as_str().into() };
        written(&message);
    }
}

#[test]
fn a_message_within_is_written_as_it_is() {
    let inner = b"Subject: inner\r\nX-SES-SOURCE-ARN: other\r\n\r\n--boundary\r\n.\r\n";
    let name = || HeaderText::new("mail.eml").unwrap();
    let media_type = "message/rfc822".parse().unwrap();
    let attached =
        Attachment::new(name(), media_type, Placement::Attached, inner.to_vec().into()).unwrap();
    let mut message = message();
    message.attachments = vec![
        file("a.txt", Placement::Attached, b"before"),
        attached,
        file("b.txt", Placement::Attached, b"after"),
    ];
    let text = written(&message);
    let inner = str::from_utf8(inner).unwrap();
    let part = format!(
        "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 7bit\r\n\
         Content-Disposition: attachment; filename=\"mail.eml\"\r\n\r\n{inner}\r\n--=_mixed_"
    );
    assert!(text.contains(&part), "{text}");
    let at = |content: &[u8]| text.find(&STANDARD.encode(content)).unwrap();
    assert!(at(b"before") < text.find(inner).unwrap() && text.find(inner).unwrap() < at(b"after"));
}

#[test]
fn an_invitation_names_its_method_and_may_be_a_file() {
    let content = "BEGIN:VCALENDAR\nMETHOD:CANCEL\nSUMMARY:Grüße\nEND:VCALENDAR\n";
    let file_name = Some(HeaderText::new("invite.ics").unwrap());
    let mut message = message();
    message.invitation = Some(Invitation::new(CalendarMethod::Cancel, file_name, content).unwrap());
    let text = written(&message);
    assert!(
        text.contains("\r\nContent-Type: text/calendar; method=CANCEL; charset=\"utf-8\"\r\n"),
        "{text}"
    );
    assert!(text.contains("SUMMARY:Gr=C3=BC=C3=9Fe\r\n"), "{text}");
    assert!(
        text.contains(&STANDARD.encode(content)[..76]) && text.contains("filename=\"invite.ics\"")
    );
}

#[test]
fn a_boundary_that_a_text_quotes_is_not_taken() {
    let hex = "ab".repeat(8);
    let quoted = format!("--=_mixed_{hex}\r\n\r\n--=_mixed1_{hex}--");
    let mut message = message();
    message.body = Body::Text(quoted.as_str().into());
    message.attachments = vec![file("a.txt", Placement::Attached, b"x")];
    let text = written(&message);
    assert!(text.contains(&quoted), "{text}");
    assert!(text.contains(&format!("boundary=\"=_mixed2_{hex}\"")), "{text}");
    assert_eq!(text.matches(&format!("\r\n--=_mixed2_{hex}")).count(), 3, "{text}");
}
