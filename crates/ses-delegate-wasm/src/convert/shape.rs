//! What a draft may hold, key by key. A test keeps it equal to the core's model.

use js_sys::{Array, Date, Object, Reflect, Uint8Array};
use serde_json::{Map, Value, json};
use ses_delegate::Route;
use wasm_bindgen::prelude::*;

use super::Wrong;
use crate::contents::{Kept, is_size};

/// The kind of a value.
pub(super) enum Shape {
    Text,
    /// A whole number from 0 on.
    Count,
    Bytes,
    /// Bytes, or their number: see [`Kept`].
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

/// `value` without absent members, as JSON that the core's draft is read from:
/// of what files hold, the size. Whatever is not of that shape goes to `wrong`.
pub(super) fn check(shape: &Shape, value: &JsValue, path: &str, wrong: &mut Vec<Wrong>) -> Value {
    let found = match shape {
        Text => value.as_string().map(Value::from),
        Count => value.as_f64().filter(|count| is_size(*count)).map(whole),
        Bytes => value.is_instance_of::<Uint8Array>().then_some(Value::Null),
        Content => match Kept::of(value) {
            Some((Kept::Elsewhere, _)) => Some(check(&ELSEWHERE, value, path, wrong)),
            Some((_, size)) => Some(json!({ "size": whole(size) })),
            None => None,
        },
        Moment => value.is_instance_of::<Date>().then_some(Value::Null),
        OneOf => {
            value.as_string().filter(|text| routes().any(|route| route == text)).map(Value::from)
        }
        List(item) => Array::is_array(value).then(|| {
            let entries = value.unchecked_ref::<Array>().iter().enumerate();
            entries
                .map(|(at, entry)| check(item, &entry, &format!("{path}[{at}]"), wrong))
                .collect()
        }),
        Record(members) => (value.is_object() && !Array::is_array(value))
            .then(|| record(members, value.unchecked_ref(), path, wrong)),
    };
    found.unwrap_or_else(|| {
        wrong.push(mistyped(path, &expected(shape), value));
        Value::Null
    })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "is_size was asked")]
fn whole(count: f64) -> Value {
    Value::from(count as u64)
}

fn record(
    members: &[(&'static str, Shape)],
    value: &Object,
    path: &str,
    wrong: &mut Vec<Wrong>,
) -> Value {
    let mut checked = Map::new();
    for key in Object::keys(value).iter() {
        let name = key.as_string().unwrap_or_default();
        let at = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let Some((_, shape)) = members.iter().find(|(member, _)| *member == name) else {
            let known: Vec<_> = members.iter().map(|(member, _)| *member).collect();
            let text = format!("expected one of {}, but found another key", known.join(", "));
            wrong.push(Wrong::new("input.unknown", &at, text));
            continue;
        };
        let member = Reflect::get(value, &key).unwrap_or(JsValue::UNDEFINED);
        // Blank means absent, as everywhere in a draft.
        let absent = member.is_undefined()
            || member.is_null()
            || (matches!(shape, OneOf) && member.as_string().is_some_and(|text| text.is_empty()));
        if !absent {
            let member = check(shape, &member, &at, wrong);
            checked.insert(name, member);
        }
    }
    checked.into()
}

/// Says that the value is of another kind.
pub(super) fn mistyped(field: &str, expected: &str, value: &JsValue) -> Wrong {
    let text = format!("expected {expected}, but found {}", found(value));
    Wrong::new("input.type", field, text)
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

/// The kind of `value`, never its content: it may be a secret in the wrong place.
fn found(value: &JsValue) -> String {
    if Array::is_array(value) {
        "an array".to_owned()
    } else if value.is_null() {
        "null".to_owned()
    } else {
        value.js_typeof().as_string().unwrap_or_default()
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
