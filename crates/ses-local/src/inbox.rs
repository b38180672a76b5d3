//! The inbox: pages and JSON for people and tests, private to this machine.

pub(crate) mod host;
mod view;

use std::collections::BTreeMap;

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode, header},
};
use serde::Serialize;
use serde_json::json;

use self::view::{Details, RefusalRow, Row};
use crate::{server::Shared, store::Delivery};

const PAGE: &str = include_str!("../assets/inbox.html");
const STYLE: &str = include_str!("../assets/inbox.css");
const SCRIPT: &str = include_str!("../assets/inbox.js");
const ICON: &str = include_str!("../assets/icon.svg");
/// What the page asks for below `/inbox/`: name, media type, text.
const PIECES: [(&str, &str, &str); 8] = [
    ("api.js", JAVASCRIPT, include_str!("../assets/inbox/api.js")),
    ("details.css", "text/css; charset=utf-8", include_str!("../assets/inbox/details.css")),
    ("dom.js", JAVASCRIPT, include_str!("../assets/inbox/dom.js")),
    ("list.js", JAVASCRIPT, include_str!("../assets/inbox/list.js")),
    ("message.js", JAVASCRIPT, include_str!("../assets/inbox/message.js")),
    ("panels.js", JAVASCRIPT, include_str!("../assets/inbox/panels.js")),
    ("why.js", JAVASCRIPT, include_str!("../assets/inbox/why.js")),
    ("words.js", JAVASCRIPT, include_str!("../assets/inbox/words.js")),
];
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// Nothing from elsewhere, no inline code, no framing by others.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                           connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; \
                           frame-ancestors 'none'";
/// A message's HTML: styled, but without scripts, remote content or an origin.
const MESSAGE_POLICY: &str = "sandbox; default-src 'none'; img-src data:; font-src data:; \
                              style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
                              frame-ancestors 'self'";

/// Answers a request to the inbox. No CORS header is ever set here: other
/// sites' pages must not read the mail.
pub(crate) fn answer(shared: &Shared, request: &Request<Body>) -> Response<Body> {
    let host = request.headers().get(header::HOST).and_then(|value| value.to_str().ok());
    if !host.is_some_and(|host| host::is_trusted(host, shared.options.open_to_network)) {
        let text = "The inbox answers only to this machine's own names, such as 127.0.0.1 and localhost.\n";
        return typed(StatusCode::FORBIDDEN, "text/plain; charset=utf-8", text.to_owned());
    }
    let path: Vec<&str> = request.uri().path().split('/').skip(1).collect();
    let read = matches!(*request.method(), Method::GET | Method::HEAD);
    let store = &shared.store;
    match (&path[..], read) {
        ([""], true) => page(),
        (["inbox.css"], true) => typed(StatusCode::OK, "text/css; charset=utf-8", STYLE.to_owned()),
        (["inbox.js"], true) => typed(StatusCode::OK, JAVASCRIPT, SCRIPT.to_owned()),
        (["inbox", name], true) => match PIECES.iter().find(|(piece, ..)| piece == name) {
            Some((_, media_type, text)) => typed(StatusCode::OK, media_type, (*text).to_owned()),
            None => missing(),
        },
        (["icon.svg"], true) => typed(StatusCode::OK, "image/svg+xml", ICON.to_owned()),
        (["messages"], true) => {
            let deliveries = store.deliveries();
            let rows: Vec<Row> = deliveries.iter().map(|delivery| Row::of(delivery)).collect();
            json_answer(&BTreeMap::from([("messages", rows)]))
        }
        (["messages"], false) if request.method() == Method::DELETE => {
            store.clear();
            typed(StatusCode::NO_CONTENT, "text/plain; charset=utf-8", String::new())
        }
        (["refusals"], true) => {
            let refusals = store.refusals();
            let rows: Vec<RefusalRow> =
                refusals.iter().map(|refused| RefusalRow::of(refused)).collect();
            json_answer(&BTreeMap::from([("refusals", rows)]))
        }
        (["messages", id], true) => match store.delivery(id) {
            Some(delivery) => json_answer(&Details::of(&delivery)),
            None => missing(),
        },
        (["messages", id, rest @ ..], true) => match store.delivery(id) {
            Some(delivery) => piece(&delivery, rest),
            None => missing(),
        },
        _ => missing(),
    }
}

fn page() -> Response<Body> {
    let mut response = typed(StatusCode::OK, "text/html; charset=utf-8", PAGE.to_owned());
    set(&mut response, "content-security-policy", PAGE_POLICY);
    response
}

/// The raw bytes, the HTML, or one part of a message.
fn piece(delivery: &Delivery, rest: &[&str]) -> Response<Body> {
    match rest {
        ["raw"] => {
            bytes(delivery.raw.clone(), "message/rfc822", "inline; filename=\"message.eml\"")
        }
        ["html"] => match view::html(&delivery.raw) {
            Some(html) => {
                let mut response = typed(StatusCode::OK, "text/html; charset=utf-8", html);
                set(&mut response, "content-security-policy", MESSAGE_POLICY);
                response
            }
            None => missing(),
        },
        ["parts", number] => {
            match number.parse().ok().and_then(|number| view::part(&delivery.raw, number)) {
                // Never as the type the sender claims: it would run on this origin.
                Some(contents) => bytes(contents, "application/octet-stream", "attachment"),
                None => missing(),
            }
        }
        _ => missing(),
    }
}

fn json_answer(value: &impl Serialize) -> Response<Body> {
    match serde_json::to_string(value) {
        Ok(text) => typed(StatusCode::OK, "application/json", text),
        Err(error) => {
            typed(StatusCode::INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", error.to_string())
        }
    }
}

fn missing() -> Response<Body> {
    typed(
        StatusCode::NOT_FOUND,
        "application/json",
        json!({ "message": "There is nothing here." }).to_string(),
    )
}

fn bytes(contents: Vec<u8>, media_type: &'static str, disposition: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(contents));
    harden(&mut response, media_type);
    set(&mut response, "content-disposition", disposition);
    response
}

fn typed(status: StatusCode, media_type: &'static str, body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    harden(&mut response, media_type);
    response
}

fn harden(response: &mut Response<Body>, media_type: &'static str) {
    set(response, "content-type", media_type);
    set(response, "cache-control", "no-store");
    set(response, "x-content-type-options", "nosniff");
    set(response, "referrer-policy", "no-referrer");
}

fn set(response: &mut Response<Body>, name: &'static str, value: &'static str) {
    response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
}
