//! A draft with nothing wrong in it, and the places where something could be put.

use serde_json::{Map, Value, json};
use ses_delegate::{Delegate, Draft, File, Header, IcalEvent, ListManagement, Tag, Unsubscribe};

/// A draft that fills every field, each with what nobody could object to.
pub fn harmless() -> Value {
    let arn = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
    json!({
        "delegate": { "sourceArn": arn, "fromArn": arn, "returnPathArn": arn },
        "region": "us-east-1",
        "from": "Ann <ann@example.com>",
        "sender": "Sue <sue@example.com>",
        "to": ["Bob <bob@example.org>"],
        "cc": ["Carl <carl@example.org>"],
        "bcc": ["Dora <dora@example.org>"],
        "replyTo": ["Emil <emil@example.org>"],
        "returnPath": "bounces@example.com",
        "subject": "Hello",
        "inReplyTo": "<1@example.org>",
        "references": ["<0@example.org>", "<1@example.org>"],
        "listUnsubscribe": {
            "url": "https://example.com/leave",
            "email": "leave@example.com",
            "oneClick": true,
        },
        "listId": "News <news.example.com>",
        "feedbackId": "a:b:c:sender",
        "autoSubmitted": "auto-generated",
        "importance": "low",
        "headers": [{ "name": "X-One", "value": "1" }, { "name": "X-Two", "value": "2" }],
        "text": "Hello Bob",
        "html": "<p>Hello Bob</p>",
        "icalEvent": {
            "method": "REQUEST",
            "filename": "invite.ics",
            "content": "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n",
        },
        "attachments": [
            { "filename": "a.png", "contentType": "image/png", "cid": "a", "content": [97] },
            { "filename": "b.txt", "contentType": "text/plain", "content": [98] },
            {
                "filename": "c.eml",
                "contentType": "message/rfc822",
                "content": "From: Eve <eve@example.net>\r\n\r\nHello\r\n".as_bytes(),
            },
        ],
        "configurationSet": "set",
        "tags": [{ "name": "campaign", "value": "spring" }],
        "listManagement": { "contactList": "list", "topic": "topic" },
        "tenant": "tenant",
        "route": null,
        "endpoint": "https://ses.example.net",
        "endpointVariant": null,
    })
}

/// What a draft could hold by its types, every member of every struct.
fn every_member() -> Vec<(&'static str, Value)> {
    let default = |value: Result<Value, _>| value.expect("a draft is plain data");
    vec![
        ("", default(serde_json::to_value(Draft::default()))),
        ("/delegate", default(serde_json::to_value(Delegate::default()))),
        ("/listUnsubscribe", default(serde_json::to_value(Unsubscribe::default()))),
        ("/headers/0", default(serde_json::to_value(Header::default()))),
        ("/icalEvent", default(serde_json::to_value(IcalEvent::default()))),
        ("/tags/0", default(serde_json::to_value(Tag::default()))),
        ("/listManagement", default(serde_json::to_value(ListManagement::default()))),
        ("/attachments/0", default(serde_json::to_value(File::default()))),
    ]
}

const CHOICES: [&str; 2] = ["route", "endpointVariant"];

/// The members that [`harmless`] lacks, so that nobody attacks them.
pub fn forgotten() -> Vec<String> {
    let harmless = harmless();
    let mut forgotten = Vec::new();
    for (place, members) in every_member() {
        for member in members.as_object().into_iter().flat_map(Map::keys) {
            let pointer = format!("{place}/{member}");
            match harmless.pointer(&pointer) {
                // No text, but one of a few values.
                Some(Value::Null) if CHOICES.contains(&member.as_str()) => {}
                None | Some(Value::Null) => forgotten.push(pointer),
                Some(_) => {}
            }
        }
    }
    forgotten
}

/// Where `harmless` has text, or the bytes of a file: JSON pointers (RFC 6901).
pub fn fields() -> Vec<String> {
    let mut found = Vec::new();
    texts(&harmless(), String::new(), &mut found);
    found
}

fn texts(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(at),
        Value::Array(items) if items.iter().all(Value::is_number) => found.push(at),
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                texts(item, format!("{at}/{n}"), found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                texts(member, format!("{at}/{name}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The text at `field` of `draft`, that of a file's bytes included.
///
/// # Panics
/// If there is none.
pub fn text_at(draft: &Value, field: &str) -> String {
    match draft.pointer(field) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(bytes)) => {
            let byte = |b: &Value| b.as_u64().and_then(|b| u8::try_from(b).ok());
            String::from_utf8_lossy(&bytes.iter().filter_map(byte).collect::<Vec<_>>()).into_owned()
        }
        other => panic!("{field} holds {other:?}"),
    }
}

/// Puts `text` at `field` of `draft`.
///
/// # Panics
/// If there is no such field.
pub fn put(draft: &mut Value, field: &str, text: &str) {
    let place = draft.pointer_mut(field).expect("a field of the draft");
    *place = if place.is_array() { json!(text.as_bytes()) } else { json!(text) };
}
