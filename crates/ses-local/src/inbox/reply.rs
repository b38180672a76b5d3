//! Answers of the inbox: hardened, and never cached.

use axum::{
    body::{Body, Bytes},
    http::{HeaderName, HeaderValue, Response, StatusCode},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::json;

use super::query::QueryError;

/// What may stand in an extended parameter as it is (RFC 8187, `attr-char`), as
/// far as names of files have it.
const ATTRIBUTE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');
/// Characters of a file's name.
const MAX_NAME: usize = 200;

pub(super) fn json_answer(value: &impl Serialize) -> Response<Body> {
    match serde_json::to_string(value) {
        Ok(text) => typed(StatusCode::OK, "application/json", text),
        Err(error) => failed(&error.to_string()),
    }
}

/// Done, and nothing to say.
pub(super) fn done() -> Response<Body> {
    typed(StatusCode::NO_CONTENT, "text/plain; charset=utf-8", String::new())
}

pub(super) fn missing() -> Response<Body> {
    problem(StatusCode::NOT_FOUND, "There is nothing here.")
}

pub(super) fn failed(message: &str) -> Response<Body> {
    problem(StatusCode::INTERNAL_SERVER_ERROR, message)
}

pub(super) fn problem(status: StatusCode, message: &str) -> Response<Body> {
    typed(status, "application/json", json!({ "message": message }).to_string())
}

pub(super) fn unusable(error: &QueryError) -> Response<Body> {
    let QueryError { parameter, problem } = error;
    let body = json!({ "message": format!("{parameter}: {problem}"), "parameter": parameter });
    typed(StatusCode::BAD_REQUEST, "application/json", body.to_string())
}

pub(super) fn bytes(
    contents: impl Into<Bytes>,
    media_type: &'static str,
    disposition: &str,
) -> Response<Body> {
    let mut response = Response::new(Body::from(contents.into()));
    harden(&mut response, media_type);
    if let Ok(value) = HeaderValue::from_str(disposition) {
        response.headers_mut().insert(HeaderName::from_static("content-disposition"), value);
    }
    response
}

pub(super) fn typed(
    status: StatusCode,
    media_type: &'static str,
    body: impl Into<Body>,
) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    harden(&mut response, media_type);
    response
}

pub(super) fn harden(response: &mut Response<Body>, media_type: &'static str) {
    set(response, "content-type", media_type);
    set(response, "cache-control", "no-store");
    set(response, "x-content-type-options", "nosniff");
    set(response, "referrer-policy", "no-referrer");
}

pub(super) fn set(response: &mut Response<Body>, name: &'static str, value: &'static str) {
    response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
}

/// `attachment` under a name, whatever characters it has (RFC 6266, RFC 8187).
/// It cannot leave a folder, hide its ending or lead a file system astray.
pub(super) fn attachment(name: Option<&str>) -> String {
    let safe = |one: char| {
        let astray = one.is_control() || "/\\:*?\"<>|\u{200E}\u{200F}".contains(one);
        // Marks that turn the direction of writing.
        let turning = matches!(one, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if astray || turning { '_' } else { one }
    };
    let name: String = name.unwrap_or_default().chars().map(safe).take(MAX_NAME).collect();
    let name = name.trim_matches(['.', ' ']);
    if name.is_empty() {
        return "attachment".to_owned();
    }
    let plain: String = name
        .chars()
        .map(|one| if one.is_ascii_graphic() && one != '%' || one == ' ' { one } else { '_' })
        .collect();
    let encoded = utf8_percent_encode(name, ATTRIBUTE);
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::attachment;

    #[test]
    fn names_cannot_leave_their_quotes_or_folder() {
        for (name, plain, encoded) in [
            ("a\"\r\nX: é.pdf", "a___X_ _.pdf", "a___X_%20%C3%A9.pdf"),
            ("../../etc/passwd", "_.._etc_passwd", "_.._etc_passwd"),
            (".bashrc", "bashrc", "bashrc"),
            ("invoice\u{202E}fdp.exe", "invoice_fdp.exe", "invoice_fdp.exe"),
            ("100%.txt", "100_.txt", "100%25.txt"),
        ] {
            let expected = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
            assert_eq!(attachment(Some(name)), expected, "{name}");
        }
        for name in [None, Some(""), Some(" .. ")] {
            assert_eq!(attachment(name), "attachment", "{name:?}");
        }
        assert!(attachment(Some(&"x".repeat(100_000))).len() < 600);
    }
}
