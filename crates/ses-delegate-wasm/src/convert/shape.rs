//! What a draft may hold, key by key. A test keeps it equal to the core's model.

use serde_json::{Map, Value};
use ses_delegate::{Route, Variant};
use wasm_bindgen::prelude::*;

use super::Wrong;

/// The kind of a value.
pub(super) enum Shape {
    Text,
    Flag,
    /// A whole number from 0 on.
    Count,
    Bytes,
    /// Bytes, or their number, which is all that is said of them here.
    Content,
    Moment,
    /// One of these names.
    OneOf(fn() -> Vec<&'static str>),
    List(&'static Shape),
    Record(&'static [(&'static str, Shape)]),
}

use Shape::{Bytes, Content, Count, Flag, List, Moment, OneOf, Record, Text};

const FILE: Shape =
    Record(&[("filename", Text), ("contentType", Text), ("cid", Text), ("content", Content)]);

/// A header, or a tag.
const NAMED: Shape = Record(&[("name", Text), ("value", Text)]);

const ELSEWHERE: Shape = Record(&[("size", Count)]);

/// The draft itself.
pub(super) const DRAFT: Shape = Record(&[
    ("delegate", Record(&[("sourceArn", Text), ("fromArn", Text), ("returnPathArn", Text)])),
    ("region", Text),
    ("from", Text),
    ("sender", Text),
    ("to", List(&Text)),
    ("cc", List(&Text)),
    ("bcc", List(&Text)),
    ("replyTo", List(&Text)),
    ("returnPath", Text),
    ("subject", Text),
    ("inReplyTo", Text),
    ("references", List(&Text)),
    ("listUnsubscribe", Record(&[("url", Text), ("email", Text), ("oneClick", Flag)])),
    ("listId", Text),
    ("feedbackId", Text),
    ("autoSubmitted", Text),
    ("importance", Text),
    ("headers", List(&NAMED)),
    ("text", Text),
    ("html", Text),
    ("icalEvent", Record(&[("method", Text), ("filename", Text), ("content", Text)])),
    ("attachments", List(&FILE)),
    ("configurationSet", Text),
    ("tags", List(&NAMED)),
    ("listManagement", Record(&[("contactList", Text), ("topic", Text)])),
    ("tenant", Text),
    ("route", OneOf(|| Route::ALL.map(Route::as_str).to_vec())),
    ("endpoint", Text),
    ("endpointVariant", OneOf(|| Variant::ALL.map(Variant::as_str).to_vec())),
]);

/// What makes output reproducible.
pub(super) const STAMP: Shape = Record(&[("at", Moment), ("nonce", Bytes)]);

/// `value` without absent members, as the core's draft is read from it. Whatever
/// is not of that shape goes to `wrong`.
pub(super) fn check(shape: &Shape, value: Value, path: &str, wrong: &mut Vec<Wrong>) -> Value {
    match (shape, value) {
        (Text, text @ Value::String(_)) => text,
        (Flag, flag @ Value::Bool(_)) => flag,
        (Count, Value::Number(number)) if number.is_u64() => Value::Number(number),
        (Bytes, value) if kind(&value) == Some("bytes") => Value::Null,
        (Moment, value) if kind(&value) == Some("date") => Value::Null,
        (Content, size @ Value::Object(_)) if size.get("size").is_some() => {
            check(&ELSEWHERE, size, path, wrong)
        }
        (OneOf(names), Value::String(name)) if names().contains(&name.as_str()) => name.into(),
        (List(item), Value::Array(entries)) => {
            let entries = entries.into_iter().enumerate();
            entries.map(|(at, entry)| check(item, entry, &format!("{path}[{at}]"), wrong)).collect()
        }
        (Record(members), Value::Object(typed)) if !typed.contains_key("") => {
            record(members, typed, path, wrong)
        }
        (_, other) => {
            let text = format!("expected {}, but found {}", expected(shape), found(&other));
            wrong.push(Wrong::new("input.type", path, text));
            Value::Null
        }
    }
}

fn record(
    members: &[(&'static str, Shape)],
    typed: Map<String, Value>,
    path: &str,
    wrong: &mut Vec<Wrong>,
) -> Value {
    let mut checked = Map::new();
    for (name, value) in typed {
        // Blank means absent, as everywhere in a draft.
        let is_blank = |shape| matches!(shape, &OneOf(_)) && value == "";
        let within = || if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        match members.iter().find(|(member, _)| *member == name) {
            Some((_, shape)) if value.is_null() || is_blank(shape) => {}
            // Only what holds something itself needs a path before it is wrong.
            Some((_, Text)) if value.is_string() => drop(checked.insert(name, value)),
            Some((_, shape)) => {
                let value = check(shape, value, &within(), wrong);
                checked.insert(name, value);
            }
            None => {
                let known: Vec<_> = members.iter().map(|(member, _)| *member).collect();
                let text = format!("expected one of {}, but found another key", known.join(", "));
                wrong.push(Wrong::new("input.unknown", &within(), text));
            }
        }
    }
    checked.into()
}

/// The name of what JSON has no word for.
fn kind(value: &Value) -> Option<&str> {
    value.get("")?.as_str()
}

/// The kind of `value`, never its content: it may be a secret in the wrong place.
fn found(value: &Value) -> &str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "an array",
        Value::Object(_) => kind(value).unwrap_or("object"),
    }
}

/// Says that the value is of another kind.
pub(super) fn mistyped(field: &str, expected: &str, value: &JsValue) -> Wrong {
    let found = value.js_typeof().as_string().unwrap_or_default();
    Wrong::new("input.type", field, format!("expected {expected}, but found {found}"))
}

fn expected(shape: &Shape) -> String {
    match shape {
        Text => "a string".to_owned(),
        Flag => "true or false".to_owned(),
        Count => "a whole number".to_owned(),
        Bytes => "a Uint8Array".to_owned(),
        Content => "bytes, a Blob, or the size of bytes kept elsewhere".to_owned(),
        Moment => "a Date".to_owned(),
        OneOf(names) => format!("one of {}", names().join(", ")),
        List(_) => "an array".to_owned(),
        Record(_) => "an object".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use ses_delegate::{
        Delegate, Draft, File, Header, IcalEvent, ListManagement, Tag, Unsubscribe,
    };

    use super::*;

    /// Compares names and kinds of `shape` with what the core writes.
    fn same(shape: &Shape, value: &Value, path: &str) {
        match (shape, value) {
            (Text | OneOf(_), Value::String(_)) | (Flag, Value::Bool(_)) => {}
            (Content, Value::Array(bytes)) => assert!(bytes[0].is_number(), "{path}"),
            (List(item), Value::Array(items)) => same(item, &items[0], path),
            (Record(members), Value::Object(fields)) => {
                let mut known: Vec<_> = members.iter().map(|(name, _)| *name).collect();
                let mut written: Vec<_> = fields.keys().map(String::as_str).collect();
                known.sort_unstable();
                written.sort_unstable();
                assert_eq!(known, written, "{path}");
                for (name, shape) in *members {
                    same(shape, &fields[*name], name);
                }
            }
            _ => panic!("{path}: {value} is no {}", expected(shape)),
        }
    }

    #[test]
    fn it_is_the_shape_of_the_cores_draft() {
        let one = || vec!["x".to_owned()];
        let draft = Draft {
            delegate: Some(Delegate::default()),
            to: one(),
            cc: one(),
            bcc: one(),
            reply_to: one(),
            references: one(),
            list_unsubscribe: Some(Unsubscribe::default()),
            headers: vec![Header::default()],
            ical_event: Some(IcalEvent::default()),
            tags: vec![Tag::default()],
            list_management: Some(ListManagement::default()),
            endpoint_variant: Some(Variant::Fips),
            attachments: vec![File { content: vec![1].into(), ..File::default() }],
            route: Some(Route::V1SendEmail),
            ..Draft::default()
        };
        same(&DRAFT, &serde_json::to_value(draft).unwrap(), "draft");
    }
}
