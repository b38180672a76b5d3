//! The only file that talks to a server.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::{document, window};
use ses_delegate::SignedRequest;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Headers, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestRedirect,
    Response, SecurityPolicyViolationEvent,
};

use crate::timing::let_it_draw;

/// A complete answer, as far as the browser shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The same as the core reads it.
    pub(crate) fn response(&self) -> ses_delegate::Response<'_> {
        ses_delegate::Response { status: self.status, headers: &self.headers, body: &self.body }
    }
}

/// Why there is no complete answer. The text is the browser's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Broken {
    /// The page's own policy (CSP) stopped the request: nothing left the browser.
    Blocked,
    /// No readable answer, for one of many reasons that browsers do not tell apart.
    NoAnswer(String),
}

/// Sends `request` with `body` once: no cookies, referrer, cache, redirects or second attempts.
pub(crate) async fn send(request: SignedRequest, body: Vec<u8>) -> Result<Answer, Broken> {
    let watch = PolicyWatch::new();
    match exchange(request, body).await {
        Ok(answer) => Ok(answer),
        Err(reason) => {
            // Violations are reported after the request has failed.
            let_it_draw().await;
            Err(if watch.saw_one() { Broken::Blocked } else { Broken::NoAnswer(told(&reason)) })
        }
    }
}

async fn exchange(request: SignedRequest, body: Vec<u8>) -> Result<Answer, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(request.method.as_str());
    init.set_headers(&headers);
    init.set_body(&js_sys::Uint8Array::from(body.as_slice()));
    init.set_credentials(RequestCredentials::Omit);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_cache(RequestCache::NoStore);
    init.set_redirect(RequestRedirect::Error);
    let sending = window().fetch_with_str_and_init(&request.url, &init);
    drop((request, body));
    let response: Response = JsFuture::from(sending).await?.dyn_into()?;
    let body = JsFuture::from(response.array_buffer()?).await?;
    Ok(Answer {
        status: response.status(),
        headers: readable(&response.headers())?,
        body: js_sys::Uint8Array::new(&body).to_vec(),
    })
}

/// The headers that CORS exposes.
fn readable(headers: &Headers) -> Result<Vec<(String, String)>, JsValue> {
    let mut found = Vec::new();
    for entry in js_sys::try_iter(headers)?.into_iter().flatten() {
        let pair = js_sys::Array::from(&entry?);
        if let (Some(name), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) {
            found.push((name, value));
        }
    }
    Ok(found)
}

fn told(reason: &JsValue) -> String {
    match reason.dyn_ref::<js_sys::Error>() {
        Some(error) => format!("{}: {}", error.name(), error.message()),
        None => format!("{reason:?}"),
    }
}

/// Notices when the page's policy refuses a connection, until dropped.
struct PolicyWatch {
    seen: Rc<Cell<bool>>,
    listener: Closure<dyn FnMut(SecurityPolicyViolationEvent)>,
}

const VIOLATION: &str = "securitypolicyviolation";

impl PolicyWatch {
    fn new() -> Self {
        let seen = Rc::new(Cell::new(false));
        let noted = Rc::clone(&seen);
        let listener = Closure::new(move |event: SecurityPolicyViolationEvent| {
            if event.effective_directive() == "connect-src" {
                noted.set(true);
            }
        });
        let _ = document()
            .add_event_listener_with_callback(VIOLATION, listener.as_ref().unchecked_ref());
        Self { seen, listener }
    }

    fn saw_one(&self) -> bool {
        self.seen.get()
    }
}

impl Drop for PolicyWatch {
    fn drop(&mut self) {
        let _ = document()
            .remove_event_listener_with_callback(VIOLATION, self.listener.as_ref().unchecked_ref());
    }
}
