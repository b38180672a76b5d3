//! JavaScript values in, JavaScript values out; the only file that names
//! serde-wasm-bindgen. A draft, which has many members, crosses as JSON at once,
//! and is read as [`shape`] says, which names whatever it does not know.

mod shape;

use js_sys::{Array, Error, Object, Reflect, Uint8Array};
use ses_delegate::{Draft, ParseError, Rejection, Sent, SignedRequest, Stamp, UnixTime};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use crate::contents::Kept;
use crate::glue;

/// Decodes a draft; every unknown key and wrong type is named by its path. What
/// its files hold stays where it is, but for messages.
pub(crate) fn draft(value: &JsValue) -> Result<(Draft, Vec<Kept>), JsValue> {
    let typed = glue::plain(value)?;
    let mut draft: Draft = match serde_json::from_str(&typed) {
        Ok(draft) => draft,
        Err(_) => read_again(&typed)?,
    };
    // They cross by themselves, unescaped.
    draft.text = get(value, "text").as_string().unwrap_or_default();
    draft.html = get(value, "html").as_string().unwrap_or_default();
    let contents: Vec<Kept> = match draft.attachments.len() {
        0 => Vec::new(),
        _ => glue::contents(value)?.iter().map(Kept::from).collect(),
    };
    for (file, kept) in draft.attachments.iter_mut().zip(&contents) {
        // A message within the message is proven, and so must be here.
        let is_message = file.content_type.trim().eq_ignore_ascii_case("message/rfc822");
        if let (true, Kept::Bytes(bytes)) = (is_message, kept) {
            file.content = bytes.to_vec().into();
        }
    }
    Ok((draft, contents))
}

/// What is wrong with a draft that serde refused; or the draft, if something was
/// absent in another way than serde knows.
fn read_again(typed: &str) -> Result<Draft, JsValue> {
    let unreadable = |error: serde_json::Error| wrong("input.draft", "", error.to_string());
    let mut found = Vec::new();
    let typed = serde_json::from_str(typed).map_err(unreadable)?;
    let checked = shape::check(&shape::DRAFT, typed, "", &mut found);
    if found.is_empty() {
        serde_json::from_str(&checked.to_string()).map_err(unreadable)
    } else {
        Err(thrown(&found))
    }
}

pub(crate) fn stamp(value: &JsValue) -> Result<Stamp, JsValue> {
    let mut wrong = Vec::new();
    let typed = serde_json::from_str(&glue::plain(value)?).unwrap_or_default();
    shape::check(&shape::STAMP, typed, "stamp", &mut wrong);
    if !wrong.is_empty() {
        return Err(thrown(&wrong));
    }
    let nonce = get(value, "nonce").dyn_into::<Uint8Array>().unwrap_or_default().to_vec();
    let nonce = nonce.try_into().map_err(|found: Vec<u8>| {
        let text = format!("expected 16 random bytes, but found {}", found.len());
        thrown(&[Wrong::new("input.stamp", "stamp.nonce", text)])
    })?;
    Ok(Stamp { at: date(&get(value, "at"), "stamp.at")?, nonce })
}

/// A `Date`, as seconds.
pub(crate) fn date(value: &JsValue, field: &str) -> Result<UnixTime, JsValue> {
    match value.dyn_ref::<js_sys::Date>() {
        Some(date) => time(date.get_time(), field),
        None => Err(thrown(&[shape::mistyped(field, "a Date", value)])),
    }
}

pub(crate) fn time(milliseconds: f64, field: &str) -> Result<UnixTime, JsValue> {
    crate::unix_time(milliseconds).ok_or_else(|| {
        thrown(&[Wrong::new("time.range", field, "expected a date from 1970 to 9999".to_owned())])
    })
}

/// A string, or none if it is absent; the value itself is never quoted.
pub(crate) fn text(value: &JsValue, field: &str) -> Result<Option<String>, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    value.as_string().map(Some).ok_or_else(|| thrown(&[shape::mistyped(field, "a string", value)]))
}

/// An HTTP answer, owned.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// Decodes `{ status, headers?, body }`; headers are a `Headers`, a `Map`, a list of pairs or an object.
pub(crate) fn answer(value: &JsValue) -> Result<Answer, JsValue> {
    let wrong = |field: &str, expected: &str| {
        thrown(&[Wrong::new("input.response", field, format!("expected {expected}"))])
    };
    let status = get(value, "status")
        .as_f64()
        .filter(|status| (100.0..1000.0).contains(status))
        .ok_or_else(|| wrong("response.status", "an HTTP status"))?;
    let body = get(value, "body");
    let body = match body.as_string() {
        Some(text) => text.into_bytes(),
        None => body
            .dyn_into::<Uint8Array>()
            .map_err(|_| wrong("response.body", "a string or a Uint8Array"))?
            .to_vec(),
    };
    let headers = get(value, "headers");
    let headers = if headers.is_undefined() || headers.is_null() {
        Vec::new()
    } else {
        pairs(&headers).ok_or_else(|| wrong("response.headers", "Headers or an object"))?
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within 100 to 999"
    )]
    Ok(Answer { status: status as u16, headers, body })
}

fn pairs(headers: &JsValue) -> Option<Vec<(String, String)>> {
    let entries = match js_sys::try_iter(headers).ok()? {
        Some(iterator) => iterator.collect::<Result<Array, _>>().ok()?,
        None => Object::entries(headers.dyn_ref::<Object>()?),
    };
    entries
        .iter()
        .map(|entry| {
            let entry = entry.dyn_into::<Array>().ok()?;
            Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
        })
        .collect()
}

pub(crate) fn outcome(result: &Result<Sent, Rejection>) -> Result<Object, JsValue> {
    let (ok, fields) = match result {
        Ok(sent) => (true, serde_wasm_bindgen::to_value(sent)),
        Err(rejection) => (false, serde_wasm_bindgen::to_value(rejection)),
    };
    let outcome: Object = fields?.unchecked_into();
    set(&outcome, "ok", &ok.into())?;
    Ok(outcome)
}

/// Method, URL and headers; and the body, if it is not sent by other means.
pub(crate) fn signed_request(signed: &SignedRequest, body: Option<&Uint8Array>) -> Object {
    // All texts at once, since each that crosses by itself costs its share; none
    // holds a line break. Made at its full size: one that grows would leave
    // copies of the session token behind.
    let headers: usize =
        signed.headers.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
    let mut text = Zeroizing::new(String::with_capacity(headers + signed.url.len() + 8));
    text.push_str(signed.method.as_str());
    text.push('\n');
    text.push_str(&signed.url);
    for (name, value) in &signed.headers {
        text.push('\n');
        text.push_str(name);
        text.push('\n');
        text.push_str(value);
    }
    glue::request(&text, body)
}

/// A `SesInputError` from the core's findings.
pub(crate) fn input_error(errors: &[ParseError]) -> JsValue {
    let wrong: Vec<Wrong> = errors
        .iter()
        .map(|error| Wrong::new(error.code(), error.field(), error.message()))
        .collect();
    thrown(&wrong)
}

/// A `SesInputError` about one field.
pub(crate) fn wrong(code: &str, field: &str, message: String) -> JsValue {
    thrown(&[Wrong::new(code, field, message)])
}

/// A `SesInputError` about a value of another kind.
pub(crate) fn mistyped(field: &str, expected: &str, value: &JsValue) -> JsValue {
    thrown(&[shape::mistyped(field, expected, value)])
}

/// One wrong field.
pub(crate) struct Wrong {
    code: String,
    field: String,
    message: String,
}

impl Wrong {
    pub(crate) fn new(code: &str, field: &str, message: String) -> Self {
        Self { code: code.to_owned(), field: field.to_owned(), message }
    }
}

/// An `Error` named `SesInputError`; the first wrong field is its own, all of them are in `errors`.
fn thrown(all: &[Wrong]) -> JsValue {
    let text = |wrong: &Wrong| match wrong.field.as_str() {
        "" => wrong.message.clone(),
        field => format!("{field}: {}", wrong.message),
    };
    let list: Array = all
        .iter()
        .map(|wrong| {
            let entry = Object::new();
            describe(&entry, wrong);
            let _ = set(&entry, "message", &wrong.message.as_str().into());
            entry
        })
        .collect();
    let error = Error::new(&all.iter().map(text).collect::<Vec<_>>().join("; "));
    error.set_name("SesInputError");
    if let Some(first) = all.first() {
        describe(&error, first);
    }
    let _ = set(&error, "errors", &list);
    error.into()
}

fn describe(target: &JsValue, wrong: &Wrong) {
    // Setting a property of an object made here cannot fail.
    let _ = set(target, "code", &wrong.code.as_str().into());
    let _ = set(target, "field", &wrong.field.as_str().into());
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

fn set(target: &JsValue, key: &str, value: &JsValue) -> Result<bool, JsValue> {
    Reflect::set(target, &key.into(), value)
}
