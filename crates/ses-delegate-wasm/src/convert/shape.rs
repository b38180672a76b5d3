//! What a draft may hold, key by key. A test keeps it equal to the core's model.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::Wrong;

/// The kind of a value.
pub(super) enum Shape {
    Text,
    Bytes,
    List(&'static Shape),
    Record(&'static [(&'static str, Shape)]),
}

use Shape::{Bytes, List, Record, Text};

const FILE: Shape =
    Record(&[("filename", Text), ("contentType", Text), ("cid", Text), ("content", Bytes)]);

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
    ("route", Text),
    ("endpoint", Text),
]);

/// A copy of `value` without absent members, if it is of that shape; bytes are not copied.
pub(super) fn check(shape: &Shape, value: &JsValue, path: &str) -> Result<JsValue, Wrong> {
    match shape {
        Text if value.is_string() => Ok(value.clone()),
        Bytes if value.is_instance_of::<Uint8Array>() => Ok(value.clone()),
        List(item) if Array::is_array(value) => {
            let checked = Array::new();
            for (at, entry) in value.unchecked_ref::<Array>().iter().enumerate() {
                checked.push(&check(item, &entry, &format!("{path}[{at}]"))?);
            }
            Ok(checked.into())
        }
        Record(members) if value.is_object() && !Array::is_array(value) => {
            record(members, value.unchecked_ref(), path)
        }
        _ => Err(Wrong::new(
            "input.type",
            path,
            format!("expected {}, but found {}", expected(shape), found(value)),
        )),
    }
}

fn record(members: &[(&'static str, Shape)], value: &Object, path: &str) -> Result<JsValue, Wrong> {
    let checked = Object::new();
    for key in Object::keys(value).iter() {
        let name = key.as_string().unwrap_or_default();
        let at = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let Some((_, shape)) = members.iter().find(|(member, _)| *member == name) else {
            let known: Vec<_> = members.iter().map(|(member, _)| *member).collect();
            return Err(Wrong::new(
                "input.unknown",
                &at,
                format!("expected one of {}, but found another key", known.join(", ")),
            ));
        };
        let member = Reflect::get(value, &key).unwrap_or(JsValue::UNDEFINED);
        if !member.is_undefined() && !member.is_null() {
            let member = check(shape, &member, &at)?;
            let _ = Reflect::set(&checked, &key, &member);
        }
    }
    Ok(checked.into())
}

fn expected(shape: &Shape) -> &'static str {
    match shape {
        Text => "a string",
        Bytes => "a Uint8Array",
        List(_) => "an array",
        Record(_) => "an object",
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
    use serde_json::Value;
    use ses_delegate::{Delegate, Draft, File, Route};

    use super::*;

    /// Compares names and kinds of `shape` with what the core writes.
    fn same(shape: &Shape, value: &Value, path: &str) {
        match (shape, value) {
            (Text, Value::String(_)) => {}
            (Bytes, Value::Array(bytes)) => assert!(bytes[0].is_number(), "{path}"),
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
