//! The inbox: pages and JSON for people and tests, private to this machine.
//! Its JSON is described in `API.md`.

mod events;
mod host;
mod own;
mod query;
mod reply;
mod view;

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    http::{Method, Response, StatusCode, header, request::Parts},
};
use serde_json::{Value, json};

pub(crate) use self::own::is_own;
use self::{
    query::Query,
    reply::{bytes, done, failed, json_answer, missing, problem, set, typed, unusable},
    view::{Details, RefusalRow, Row},
};
use crate::{server::Shared, store::Message};

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
pub(crate) async fn answer(shared: &Shared, request: &Parts) -> Response<Body> {
    let host = request.headers.get(header::HOST).and_then(|value| value.to_str().ok());
    if !host.is_some_and(|host| host::is_trusted(host, shared.options.open_to_network)) {
        let text = "The inbox answers only to this machine's own names, such as 127.0.0.1 and localhost.\n";
        return typed(StatusCode::FORBIDDEN, "text/plain; charset=utf-8", text);
    }
    let path: Vec<&str> = request.uri.path().split('/').skip(1).collect();
    match request.method {
        Method::GET | Method::HEAD => read(shared, &path, request.uri.query()).await,
        Method::DELETE if !is_own(&request.headers, shared.options.open_to_network) => {
            problem(StatusCode::FORBIDDEN, "Pages of other origins change nothing here.")
        }
        Method::DELETE => delete(shared, &path).await,
        _ => problem(StatusCode::METHOD_NOT_ALLOWED, "Expected GET, HEAD or DELETE."),
    }
}

async fn read(shared: &Shared, path: &[&str], query: Option<&str>) -> Response<Body> {
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
        ["messages"] => list(shared, query, messages).await,
        ["refusals"] => list(shared, query, refusals).await,
        ["events"] => events::answer(shared),
        ["status"] => json_answer(&status(shared)),
        ["certificate.pem"] => match &shared.options.about.certificate {
            Some(pem) => bytes(pem.clone(), "application/x-pem-file", "inline"),
            None => missing(),
        },
        ["messages", id, rest @ ..] => match store.message(id) {
            Some(message) => piece(shared, &message, rest),
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
    let gone = match path {
        ["messages"] => shared.store.clear().await.map(|()| true),
        ["messages", id] => shared.store.forget(id).await,
        ["refusals", id] => Ok(shared.store.forget_refusal(id)),
        _ => Ok(false),
    };
    match gone {
        Ok(true) => done(),
        Ok(false) => missing(),
        Err(error) => failed(&error.to_string()),
    }
}

/// Answers a list at once, or when as many have come as the query waits for;
/// when the time is up, with what there is.
async fn list(
    shared: &Shared,
    query: Option<&str>,
    look: impl Fn(&Shared, &Query) -> (usize, Value),
) -> Response<Body> {
    let query = match Query::parse(query) {
        Ok(query) => query,
        Err(error) => return unusable(&error),
    };
    // Subscribed before the first look: nothing is missed between the two.
    let mut news = shared.store.news();
    let enough = async {
        loop {
            news.mark_unchanged();
            let (total, answer) = look(shared, &query);
            if total >= query.count || news.changed().await.is_err() {
                return answer;
            }
        }
    };
    let wait = query.wait.unwrap_or(Duration::ZERO);
    match tokio::time::timeout(wait, enough).await {
        Ok(answer) => json_answer(&answer),
        Err(_) => json_answer(&look(shared, &query).1),
    }
}

fn messages(shared: &Shared, query: &Query) -> (usize, Value) {
    let page = shared.store.messages(&query.search);
    let rows: Vec<Row> = page.items.iter().map(|(_, message)| Row::of(message)).collect();
    let next = page.items.last().filter(|_| page.more).map(|(_, message)| &message.delivery.id);
    let (_, _, dropped) = shared.store.counts();
    let answer = json!({
        "messages": rows, "total": page.total, "next": next, "dropped": dropped,
    });
    (page.total, answer)
}

fn refusals(shared: &Shared, query: &Query) -> (usize, Value) {
    let page = shared.store.refusals(&query.search);
    let rows: Vec<RefusalRow> =
        page.items.iter().map(|(sequence, refused)| RefusalRow::of(*sequence, refused)).collect();
    let next = page.items.last().filter(|_| page.more).map(|(_, refused)| &refused.id);
    (page.total, json!({ "refusals": rows, "total": page.total, "next": next }))
}

fn status(shared: &Shared) -> Value {
    let (messages, refusals, dropped) = shared.store.counts();
    let options = &shared.options;
    let about = &options.about;
    let smtp = about.starttls.map(|starttls| {
        json!({
            "host": starttls.ip(), "port": starttls.port(),
            "tlsPort": about.wrapper.map(|wrapper| wrapper.port()),
        })
    });
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "world": {
            "file": shared.realm.file(),
            "error": shared.realm.error().map(|error| error.to_string()),
        },
        "messages": messages, "refusals": refusals, "dropped": dropped,
        "data": shared.store.path(),
        "smtp": smtp,
        "cors": options.cors.to_string(),
        "strictFrom": options.strict_from,
        "now": crate::clock::rfc3339(options.clock.now()),
    })
}

fn page() -> Response<Body> {
    let mut response = typed(StatusCode::OK, "text/html; charset=utf-8", PAGE);
    set(&mut response, "content-security-policy", PAGE_POLICY);
    response
}

/// A message as JSON, its bytes, its HTML, or one part of it.
fn piece(shared: &Shared, message: &Message, rest: &[&str]) -> Response<Body> {
    let raw = match shared.store.raw(message) {
        Ok(Some(raw)) => raw,
        Ok(None) => return missing(),
        Err(error) => return failed(&error.to_string()),
    };
    match rest {
        [] => json_answer(&Details::of(message, &raw)),
        ["raw"] => bytes(raw, "message/rfc822", "inline; filename=\"message.eml\""),
        ["html"] => match view::html(&raw) {
            Some(html) => {
                let mut response = typed(StatusCode::OK, "text/html; charset=utf-8", html);
                set(&mut response, "content-security-policy", MESSAGE_POLICY);
                response
            }
            None => missing(),
        },
        ["text"] => match Details::of(message, &raw).text {
            Some(text) => typed(StatusCode::OK, "text/plain; charset=utf-8", text),
            None => missing(),
        },
        ["parts", number] => part(&raw, number),
        _ => missing(),
    }
}

fn part(raw: &Bytes, number: &str) -> Response<Body> {
    match number.parse().ok().and_then(|number| view::part(raw, number)) {
        // Never as the type the sender claims: it would run on this origin.
        Some((name, contents)) => {
            bytes(contents, "application/octet-stream", &reply::attachment(name.as_deref()))
        }
        None => missing(),
    }
}
