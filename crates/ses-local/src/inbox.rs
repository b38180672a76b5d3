//! The inbox: pages and JSON for people and tests, private to this machine.
//! Its JSON is described in `API.md`.

mod events;
mod host;
mod list;
mod own;
mod query;
mod reply;
mod status;
mod view;

use std::sync::Arc;

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, Method, Response, StatusCode, header, request::Parts},
};
use serde_json::json;

pub(crate) use self::own::is_own;
use self::{
    reply::{attachment, bytes, done, failed, json_answer, missing, problem, set, typed},
    view::{Details, RefusalRow},
};
use crate::{
    server::Shared,
    store::{Message, Whole},
};

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

/// Said to whoever calls this machine by another name, as containers do.
const OTHER_NAME: &str = "The inbox answers only to this machine's own names: open it as localhost or \
                          127.0.0.1. A program may send the header Host: localhost.";

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
pub(crate) async fn answer(shared: &Shared, request: &Parts) -> Response<Body> {
    let host = request.headers.get(header::HOST).and_then(|value| value.to_str().ok());
    if !host.is_some_and(|host| host::is_trusted(host, shared.options.open_to_network)) {
        return problem(StatusCode::FORBIDDEN, OTHER_NAME);
    }
    let path: Vec<&str> = request.uri.path().split('/').skip(1).collect();
    let can_go = matches!(path[..], ["messages" | "refusals"] | ["messages" | "refusals", _]);
    match request.method {
        Method::GET | Method::HEAD => read(shared, &path, request).await,
        Method::DELETE if !can_go => not_allowed("GET, HEAD"),
        Method::DELETE if !is_own(&request.headers, shared.options.open_to_network) => {
            problem(StatusCode::FORBIDDEN, "Pages of other origins change nothing here.")
        }
        Method::DELETE => delete(shared, &path).await,
        _ => not_allowed(if can_go { "GET, HEAD, DELETE" } else { "GET, HEAD" }),
    }
}

fn not_allowed(allow: &'static str) -> Response<Body> {
    // Clients of AWS that were given a path show it.
    let message = format!(
        "Expected one of the methods {allow}. SES answers at an endpoint URL without a path."
    );
    let mut response = problem(StatusCode::METHOD_NOT_ALLOWED, &message);
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allow));
    response
}

async fn read(shared: &Shared, path: &[&str], request: &Parts) -> Response<Body> {
    let query = request.uri.query();
    let store = &shared.store;
    match path {
        [""] => page(),
        ["inbox.css"] => typed(StatusCode::OK, "text/css; charset=utf-8", STYLE),
        ["inbox.js"] => typed(StatusCode::OK, JAVASCRIPT, SCRIPT),
        ["inbox", name] => match PIECES.iter().find(|(piece, ..)| piece == name) {
            Some((_, media_type, text)) => typed(StatusCode::OK, media_type, *text),
            None => missing(),
        },
        ["icon.svg"] => typed(StatusCode::OK, "image/svg+xml", ICON),
        ["messages"] => list::messages(shared, query).await,
        ["refusals"] => list::refusals(shared, query).await,
        ["events"] => events::answer(shared, &request.headers),
        ["status"] => json_answer(&status::of(shared)),
        ["certificate.pem"] => match &shared.options.about.certificate {
            Some(pem) => bytes(pem.clone(), "application/x-pem-file", "inline"),
            None => missing(),
        },
        ["messages", id, rest @ ..] => match store.message(id) {
            Some(message) => {
                let rest = rest.iter().map(|&name| name.to_owned()).collect();
                piece(shared, message, rest).await
            }
            None => missing(),
        },
        ["refusals", id] => match store.refusal(id) {
            Some((sequence, refused)) => json_answer(&RefusalRow::of(sequence, &refused)),
            None => missing(),
        },
        _ => missing(),
    }
}

async fn delete(shared: &Shared, path: &[&str]) -> Response<Body> {
    let store = &shared.store;
    let gone = match path {
        ["messages"] => store.clear().await.map(|()| true),
        ["refusals"] => store.clear_refusals().await.map(|()| true),
        ["messages", id] => store.forget_message(id).await,
        ["refusals", id] => store.forget_refusal(id).await,
        _ => Ok(false),
    };
    match gone {
        Ok(true) => done(),
        Ok(false) => missing(),
        Err(error) => failed(&error.to_string()),
    }
}

fn page() -> Response<Body> {
    let mut response = typed(StatusCode::OK, "text/html; charset=utf-8", PAGE);
    set(&mut response, "content-security-policy", PAGE_POLICY);
    response
}

async fn piece(shared: &Shared, message: Arc<Message>, rest: Vec<String>) -> Response<Body> {
    let whole = match shared.store.whole(&message).await {
        Ok(Some(whole)) => whole,
        Ok(None) => return missing(),
        Err(error) => return failed(&error.to_string()),
    };
    // Large messages take long to take apart: not on the threads that answer requests.
    let shown = tokio::task::spawn_blocking(move || {
        let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
        piece_of(&message, &whole, &rest)
    });
    shown.await.unwrap_or_else(|error| failed(&error.to_string()))
}

/// A message as JSON, its bytes, or what is in them.
fn piece_of(message: &Message, whole: &Whole, rest: &[&str]) -> Response<Body> {
    let raw = &whole.raw;
    match rest {
        [] => json_answer(&Details::of(message, whole)),
        ["raw"] => {
            let name = format!("inline; filename=\"{}.eml\"", message.delivery.id);
            bytes(raw.clone(), "message/rfc822", &name)
        }
        ["headers"] => json_answer(&json!({ "headers": view::headers(raw) })),
        ["html"] => match view::html(raw) {
            Some(html) => {
                let mut response = typed(StatusCode::OK, "text/html; charset=utf-8", html);
                set(&mut response, "content-security-policy", MESSAGE_POLICY);
                response
            }
            None => missing(),
        },
        ["text"] => match view::text(raw) {
            Some(text) => typed(StatusCode::OK, "text/plain; charset=utf-8", text),
            None => missing(),
        },
        ["parts", number] => part(raw, number),
        _ => missing(),
    }
}

fn part(raw: &Bytes, number: &str) -> Response<Body> {
    match number.parse().ok().and_then(|number| view::part(raw, number)) {
        // Never as the type the sender claims: it would run on this origin.
        Some((name, contents)) => {
            bytes(contents, "application/octet-stream", &attachment(name.as_deref()))
        }
        None => missing(),
    }
}
