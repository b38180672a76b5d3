//! Answers of the inbox: hardened, and never cached.

use axum::{
    body::{Body, Bytes},
    http::{HeaderName, HeaderValue, Response, StatusCode},
};
use serde::Serialize;
use serde_json::json;

use super::query::QueryError;

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
pub(super) fn attachment(name: Option<&str>) -> String {
    let Some(name) = name.filter(|name| !name.is_empty()) else { return "attachment".to_owned() };
    let plain: String = name
        .chars()
        .map(|one| {
            if one.is_ascii_graphic() && !"\"\\%/".contains(one) || one == ' ' { one } else { '_' }
        })
        .collect();
    let encoded = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::attachment;

    #[test]
    fn names_cannot_leave_their_quotes() {
        assert_eq!(attachment(None), "attachment");
        assert_eq!(
            attachment(Some("a\"\r\nX: é.pdf")),
            "attachment; filename=\"a___X: _.pdf\"; \
             filename*=UTF-8''a%22%0D%0AX%3A%20%C3%A9%2Epdf"
        );
    }
}
