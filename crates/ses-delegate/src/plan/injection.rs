//! Whatever is typed, into whichever field: it is refused, or stays within its header.

use proptest::prelude::*;

use super::*;
use crate::draft::{Delegate, File, Header, IcalEvent, ListManagement, Tag, Unsubscribe};

/// Text out of what ends headers, lines, words, quotes and messages.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\r\n",
        "\n",
        "\r",
        "\0",
        "\t",
        " ",
        "\u{2028}",
        "\u{2029}",
        "\u{85}",
        "\u{b}",
        "\u{c}",
        "\u{7f}",
        "\r\n ",
        "\r\n\r\n",
        "Evil: x",
        "Bcc: evil@example.net",
        "X-SES-SOURCE-ARN: x",
        "=?utf-8?Q?=0D=0AEvil:_x?=",
        "=?",
        "?=",
        "\"",
        "\\",
        "<",
        ">",
        ",",
        ";",
        ":",
        "@",
        "a",
        "example.com",
        "a@b.c",
        "é",
        "日本",
        "🎉",
        "%0D%0A",
        "--=_mixed_",
        ".",
        "From ",
        "https://",
        "mailto:",
        "METHOD:REQUEST",
    ]);
    prop_oneof![
        9 => prop::collection::vec(pieces, 1..12).prop_map(|pieces| pieces.concat()),
        1 => prop::collection::vec(any::<char>(), 0..3000).prop_map(|text| text.into_iter().collect()),
        1 => (900..3000_usize, prop::sample::select(vec!["x", "é", " ", "\""]))
            .prop_map(|(length, piece)| piece.repeat(length)),
    ]
}

/// Puts text into one field of a draft.
type Field = fn(&mut Draft, String);

const FIELDS: [(&str, Field); 32] = [
    ("delegate.sourceArn", |draft, text| draft.delegate.as_mut().unwrap().source_arn = text),
    ("from", |draft, text| draft.from = text),
    ("from", |draft, text| draft.from = format!("{text} <ann@example.com>")),
    ("from", |draft, text| draft.from = format!("\"{text}\" <ann@example.com>")),
    ("sender", |draft, text| draft.sender = text),
    ("to", |draft, text| draft.to = vec![text]),
    ("cc", |draft, text| draft.cc = vec![text]),
    ("bcc", |draft, text| draft.bcc = vec![text]),
    ("replyTo", |draft, text| draft.reply_to = vec![text]),
    ("returnPath", |draft, text| draft.return_path = text),
    ("subject", |draft, text| draft.subject = text),
    ("inReplyTo", |draft, text| draft.in_reply_to = text),
    ("references", |draft, text| draft.references = vec![text]),
    ("listUnsubscribe", |draft, text| unsubscribe(draft).url = text),
    ("listUnsubscribe", |draft, text| unsubscribe(draft).email = text),
    ("listId", |draft, text| draft.list_id = text),
    ("listId", |draft, text| draft.list_id = format!("{text} <news.example.com>")),
    ("feedbackId", |draft, text| draft.feedback_id = text),
    ("autoSubmitted", |draft, text| draft.auto_submitted = text),
    ("importance", |draft, text| draft.importance = text),
    ("headers", |draft, name| draft.headers = vec![Header { name, value: "x".into() }]),
    ("headers", |draft, value| draft.headers = vec![Header { name: "X-Mine".into(), value }]),
    ("text", |draft, text| draft.text = text),
    ("html", |draft, text| draft.html = text),
    ("icalEvent", |draft, text| invitation(draft).filename = text),
    ("icalEvent", |draft, text| {
        invitation(draft).content =
            format!("BEGIN:VCALENDAR\nMETHOD:REQUEST\nX:{text}\nEND:VCALENDAR");
    }),
    ("attachments", |draft, text| draft.attachments[0].filename = text),
    ("attachments", |draft, text| draft.attachments[0].content_type = text),
    ("attachments", |draft, text| draft.attachments[0].cid = text),
    ("configurationSet", |draft, text| draft.configuration_set = text),
    ("tags", |draft, text| draft.tags = vec![Tag { name: text.clone(), value: text }]),
    ("listManagement", |draft, text| {
        draft.list_management = Some(ListManagement { contact_list: text.clone(), topic: text });
    }),
];

fn unsubscribe(draft: &mut Draft) -> &mut Unsubscribe {
    draft.list_unsubscribe.get_or_insert_default()
}

fn invitation(draft: &mut Draft) -> &mut IcalEvent {
    let event = draft.ical_event.get_or_insert_default();
    event.method = "REQUEST".into();
    event.content = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR".into();
    event
}

fn draft(route: Route) -> Draft {
    Draft {
        delegate: Some(Delegate {
            source_arn: "arn:aws:ses:us-east-1:123456789012:identity/example.com".into(),
            ..Delegate::default()
        }),
        from: "ann@example.com".into(),
        to: vec!["bob@example.org".into()],
        attachments: vec![File {
            filename: "a.bin".into(),
            content: vec![0, 13, 10].into(),
            ..File::default()
        }],
        route: Some(route),
        ..Draft::default()
    }
}

/// Every header that any of these drafts may have, of the message or of a part.
const KNOWN: [&str; 27] = [
    "X-SES-SOURCE-ARN",
    "X-SES-FROM-ARN",
    "X-SES-RETURN-PATH-ARN",
    "X-SES-CONFIGURATION-SET",
    "X-SES-MESSAGE-TAGS",
    "X-SES-LIST-MANAGEMENT-OPTIONS",
    "From",
    "Subject",
    "Date",
    "Message-ID",
    "To",
    "Cc",
    "Reply-To",
    "Return-Path",
    "Sender",
    "In-Reply-To",
    "References",
    "List-Unsubscribe",
    "List-Id",
    "Feedback-ID",
    "Auto-Submitted",
    "Importance",
    "X-Mine",
    "MIME-Version",
    "Content-Type",
    "Content-Disposition",
    "Content-Transfer-Encoding",
];

fn holds_together(message: &[u8], own: &[Header]) {
    assert!(message.is_ascii() && !message.contains(&0), "7-bit");
    let text = str::from_utf8(message).unwrap();
    for line in text.split("\r\n") {
        assert!(line.len() <= 998 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let block = text.split("\r\n\r\n").next().unwrap();
    let mut names = Vec::new();
    for line in block.split("\r\n").filter(|line| !line.starts_with(' ')) {
        let name = line.split_once(':').expect("a header").0;
        let is_own = own.iter().any(|header| header.name.trim() == name);
        assert!(KNOWN.contains(&name) || is_own, "{line:?}");
        assert!(!names.contains(&name), "{name} twice");
        names.push(name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_becomes_a_header(
        at in 0..FIELDS.len(),
        text in hostile(),
        route in prop::sample::select(vec![
            Route::V1SendRawEmail, Route::V1SendRawEmailHeaders, Route::V2SendEmailRaw,
        ]),
    ) {
        let (field, put) = FIELDS[at];
        let mut draft = draft(route);
        put(&mut draft, text);
        let stamp = Stamp { at: UnixTime::from_seconds(1_768_480_496).unwrap(), nonce: [1; 16] };
        match prepare(&draft, &stamp) {
            Ok(prepared) => {
                let message = prepared.message().unwrap().unwrap();
                holds_together(&message, &draft.headers);
                let body = prepared.body().unwrap();
                prop_assert_eq!(body.len() as u64, prepared.request.body.len());
            }
            Err(errors) => {
                for error in errors {
                    prop_assert!(error.field().starts_with(field), "{}: {}", field, error);
                }
            }
        }
    }
}
