//! What a draft may hold, key by key. A test keeps it equal to the core's model.

use serde_json::{Map, Value};
use ses_delegate::Route;
use wasm_bindgen::prelude::*;

use super::Wrong;

/// The kind of a value.
pub(super) enum Shape {
    Text,
    /// A whole number from 0 on.
    Count,
    Bytes,
    /// Bytes, or their number, which is all that is said of them here.
    Content,
    Moment,
    /// The name of a [`Route`].
    OneOf,
    List(&'static Shape),
    Record(&'static [(&'static str, Shape)]),
}

use Shape::{Bytes, Content, Count, List, Moment, OneOf, Record, Text};

const FILE: Shape =
    Record(&[("filename", Text), ("contentType", Text), ("cid", Text), ("content", Content)]);

const ELSEWHERE: Shape = Record(&[("size", Count)]);

/// The draft itself.
pub(super) const DRAFT: Shape = Record(&[
    ("delegate", Record(&[("sourceArn", Text), ("fromArn", Text), ("returnPathArn", Text)])),
    ("region", Text),
    ("from", Text),
    ("to", List(&Text)),
    ("cc", List(&Text)),
    ("bcc", List(&Text)),
    ("replyTo", List(&Text)),
    ("returnPath", Text),
    ("subject", Text),
    ("text", Text),
    ("html", Text),
    ("attachments", List(&FILE)),
    ("route", OneOf),
    ("endpoint", Text),
]);

/// What makes output reproducible.
pub(super) const STAMP: Shape = Record(&[("at", Moment), ("nonce", Bytes)]);

/// `value` without absent members, as the core's draft is read from it. Whatever
/// is not of that shape goes to `wrong`.
pub(super) fn check(shape: &Shape, value: Value, path: &str, wrong: &mut Vec<Wrong>) -> Value {
    match (shape, value) {
        (Text, text @ Value::String(_)) => text,
        (Count, Value::Number(number)) if number.is_u64() => Value::Number(number),
        (Bytes, value) if kind(&value) == Some("bytes") => Value::Null,
        (Moment, value) if kind(&value) == Some("date") => Value::Null,
        (Content, size @ Value::Object(_)) if size.get("size").is_some() => {
            check(&ELSEWHERE, size, path, wrong)
        }
        (OneOf, Value::String(name)) if routes().any(|route| route == name) => name.into(),
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
        let is_blank = |shape| matches!(shape, &OneOf) && value == "";
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

fn routes() -> impl Iterator<Item = &'static str> {
    Route::ALL.into_iter().map(Route::as_str)
}

fn expected(shape: &Shape) -> String {
    match shape {
        Text => "a string".to_owned(),
        Count => "a whole number".to_owned(),
        Bytes => "a Uint8Array".to_owned(),
        Content => "bytes, a Blob, or the size of bytes kept elsewhere".to_owned(),
        Moment => "a Date".to_owned(),
        OneOf => format!("one of {}", routes().collect::<Vec<_>>().join(", ")),
        List(_) => "an array".to_owned(),
        Record(_) => "an object".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use ses_delegate::{Delegate, Draft, File};

    use super::*;

    /// Compares names and kinds of `shape` with what the core writes.
    fn same(shape: &Shape, value: &Value, path: &str) {
        match (shape, value) {
            (Text | OneOf, Value::String(_)) => {}
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
            attachments: vec![File { content: vec![1].into(), ..File::default() }],
            route: Some(Route::V1SendEmail),
            ..Draft::default()
        };
        same(&DRAFT, &serde_json::to_value(draft).unwrap(), "draft");
    }
}
