//! Attacks on the fields of a draft: whatever stands in one of them, it is
//! refused by name, or the message keeps its headers and parts.

use serde_json::{Map, Value, json};
use ses_delegate::{Delegate, Draft, File, Prepared, Route, Stamp, UnixTime, prepare};

use crate::skeleton::{self, Skeleton};

/// A draft that fills every field, each with what nobody could object to.
pub fn harmless() -> Value {
    let arn = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
    json!({
        "delegate": { "sourceArn": arn, "fromArn": arn, "returnPathArn": arn },
        "region": "us-east-1",
        "from": "Ann <ann@example.com>",
        "to": ["Bob <bob@example.org>"],
        "cc": ["Carl <carl@example.org>"],
        "bcc": ["Dora <dora@example.org>"],
        "replyTo": ["Emil <emil@example.org>"],
        "returnPath": "bounces@example.com",
        "subject": "Hello",
        "text": "Hello Bob",
        "html": "<p>Hello Bob</p>",
        "attachments": [
            { "filename": "a.png", "contentType": "image/png", "cid": "a", "content": [97] },
            { "filename": "b.txt", "contentType": "text/plain", "content": [98] },
        ],
        "route": null,
        "endpoint": "https://ses.example.net",
    })
}

/// What a draft could hold by its types, every member of every struct.
fn every_member() -> Vec<(&'static str, Value)> {
    let default = |value: Result<Value, _>| value.expect("a draft is plain data");
    vec![
        ("", default(serde_json::to_value(Draft::default()))),
        ("/delegate", default(serde_json::to_value(Delegate::default()))),
        ("/attachments/0", default(serde_json::to_value(File::default()))),
    ]
}

/// The members that [`harmless`] lacks, so that nobody attacks them.
pub fn forgotten() -> Vec<String> {
    let harmless = harmless();
    let mut forgotten = Vec::new();
    for (place, members) in every_member() {
        for member in members.as_object().into_iter().flat_map(Map::keys) {
            let pointer = format!("{place}/{member}");
            match harmless.pointer(&pointer) {
                Some(Value::Null) if member == "route" => {}
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

/// A pointer as errors spell it: `/to/0` is `to[0]`.
fn spelled(pointer: &str) -> String {
    pointer.split('/').skip(1).fold(String::new(), |path, step| match step.parse::<usize>() {
        Ok(at) => format!("{path}[{at}]"),
        Err(_) if path.is_empty() => step.to_owned(),
        Err(_) => format!("{path}.{step}"),
    })
}

/// Whether an error in `field` may come of what stands at `pointer`.
fn is_about(pointer: &str, field: &str) -> bool {
    let path = spelled(pointer);
    let within =
        |ends: &[char]| path.strip_prefix(field).is_some_and(|rest| rest.starts_with(ends));
    // ARNs must fit each other, the sender, the Region and the route.
    let authority = ["/delegate/", "/from", "/returnPath", "/region"];
    let is_authority = authority.iter().any(|start| pointer.starts_with(start));
    let of_authority = field.starts_with("delegate.") || field == "region" || field == "route";
    path == field || within(&['[', '.']) || (is_authority && of_authority)
}

/// What became of an attack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The field was named as wrong.
    Refused,
    /// The message is as harmless as ever.
    Withstood,
}

/// Sends `draft` by `route` and judges the outcome, if `attacked` are the
/// fields that differ from [`harmless`].
///
/// # Panics
/// If the attack succeeds: an error names no attacked field, or the message, or
/// the request, has got a header, a part or a parameter more.
pub fn judge(draft: &Value, attacked: &[&str], route: Route) -> End {
    let prepared = match sent_by(draft, route) {
        Err(errors) => {
            for (field, text) in errors {
                assert!(
                    attacked.iter().any(|pointer| is_about(pointer, &field)),
                    "{text} although {attacked:?} was attacked"
                );
            }
            return End::Refused;
        }
        Ok(prepared) => prepared,
    };
    let model = sent_by(&harmless(), route).expect("the harmless draft is harmless");
    // Blank text is absent: then there may be less, but never more.
    let blank = attacked.iter().any(|field| text_at(draft, field).trim().is_empty());
    let same = |found: &[String], model: &[String], what: &str| {
        let fits = if blank { is_part_of(found, model) } else { found == model };
        assert!(fits, "{what}: {found:?} instead of {model:?}, {attacked:?} being attacked");
    };
    same(&parameters(&prepared), &parameters(&model), "parameters");
    if let (Some(found), Some(model)) = (message(&prepared), message(&model)) {
        same(&found.names, &model.names, "headers");
        assert!(found.leaves() <= model.leaves(), "a part too many: {found:?}");
        if !blank {
            assert_eq!(found, model, "{attacked:?} being attacked");
        }
    }
    End::Withstood
}

fn sent_by(draft: &Value, route: Route) -> Result<Prepared, Vec<(String, String)>> {
    let mut draft: Draft = serde_json::from_value(draft.clone()).expect("a draft");
    draft.route = Some(route);
    let stamp =
        Stamp { at: UnixTime::from_seconds(1_768_480_496).expect("a time"), nonce: [0xab; 16] };
    if route == Route::V1SendEmail {
        // It carries no files.
        draft.attachments.clear();
    }
    prepare(&draft, &stamp)
        .map_err(|errors| errors.iter().map(|e| (e.field().to_owned(), e.to_string())).collect())
}

/// All but `Source`, which gives way to a return path.
fn parameters(prepared: &Prepared) -> Vec<String> {
    let names = prepared.request.parameters().into_iter().map(|(name, _)| name);
    names.filter(|name| name != "Source").collect()
}

fn message(prepared: &Prepared) -> Option<Skeleton> {
    let bytes = prepared.message().expect("the files are here")?;
    let read = skeleton::read(&bytes);
    Some(read.unwrap_or_else(|broken| panic!("{broken}:\n{}", String::from_utf8_lossy(&bytes))))
}

/// Whether `found` is `model` less some of it, in order.
fn is_part_of(found: &[String], model: &[String]) -> bool {
    let mut model = model.iter();
    found.iter().all(|name| model.any(|other| other == name))
}
