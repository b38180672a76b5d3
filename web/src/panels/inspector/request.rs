//! The HTTP request: operation, address, parameters, headers.

use std::sync::Arc;

use leptos::prelude::*;
use ses_delegate::{Prepared, Route};

use super::when_built;
use crate::excerpt::shortened;
use crate::files::grouped;
use crate::parts::CopyButton;
use crate::text::{Word, fill, reason, route, t};

#[component]
pub(crate) fn Request() -> impl IntoView {
    when_built(|prepared| view! { <Ready prepared=prepared /> }.into_any())
}

#[component]
fn Ready(prepared: Arc<Prepared>) -> impl IntoView {
    let url = format!("{}{}", prepared.endpoint.origin(), prepared.request.target());
    let region = prepared.endpoint.region().as_str().to_owned();
    let in_headers = prepared.route == Route::V1SendRawEmailHeaders;
    let parameters = prepared
        .request
        .parameters()
        .iter()
        .map(|(name, value)| parameter(name, value, length(&prepared, name, value)))
        .collect_view();
    let headers = headers(&prepared)
        .into_iter()
        .map(|(name, value)| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            }
        })
        .collect_view();
    let size = grouped(prepared.request.body.len());
    view! {
        <dl class="facts">
            <div class="wide">
                <dt>{t(Word::Operation)}</dt>
                <dd>
                    <strong id="operation">{route(prepared.route)}</strong>
                    <br />
                    <span class="muted">{reason(prepared.reason)}</span>
                </dd>
            </div>
            <div class="wide">
                <dt>{t(Word::Url)}</dt>
                <dd class="with-action">
                    <code>"POST " <span id="request-url">{url.clone()}</span></code>
                    <CopyButton text=url shown="request-url" />
                </dd>
            </div>
            <div>
                <dt>{t(Word::Region)}</dt>
                <dd>{region}</dd>
            </div>
            <div>
                <dt>{t(Word::Body)}</dt>
                <dd>{fill(Word::BodySize, &[("n", &size)])}</dd>
            </div>
        </dl>
        <section>
            <h3>{t(Word::Parameters)}</h3>
            {in_headers.then(|| view! { <p class="notice tone-info">{t(Word::ArnsInHeaders)}</p> })}
            <dl class="pairs" aria-label=t(Word::ParametersLabel)>
                {parameters}
            </dl>
        </section>
        <section>
            <h3>{t(Word::HttpHeaders)}</h3>
            <dl class="pairs">{headers}</dl>
        </section>
    }
}

/// How long a parameter is on the wire, before percent-encoding. The message's
/// bytes, which stand here without its files, go as base64.
fn length(prepared: &Prepared, name: &str, value: &str) -> u64 {
    match &prepared.mime {
        Some(mime) if name.ends_with(".Data") => mime.plan().len().div_ceil(3) * 4,
        _ => value.len() as u64,
    }
}

fn parameter(name: &str, value: &str, length: u64) -> impl IntoView + use<> {
    // Every member of AWS's that ends so names an identity to send as.
    let is_delegation = name.ends_with("Arn");
    let (shown, length) = shortened(value, length);
    view! {
        <div class:delegation=is_delegation>
            <dt>
                {name.to_owned()}
                {is_delegation.then(|| view! { <span class="tag">{t(Word::Delegation)}</span> })}
            </dt>
            <dd>
                {shown}
                {length
                    .map(|n| {
                        view! {
                            <span class="tag plain">{fill(Word::Characters, &[("n", &n)])}</span>
                        }
                    })}
            </dd>
        </div>
    }
}

/// As they will be sent; what only signing can know is described.
fn headers(prepared: &Prepared) -> [(&'static str, String); 5] {
    [
        ("host", prepared.endpoint.host().to_owned()),
        ("content-type", prepared.request.content_type.unwrap_or_default().to_owned()),
        ("x-amz-date", t(Word::SetOnSend).to_owned()),
        ("x-amz-security-token", t(Word::TokenOnSend).to_owned()),
        ("authorization", t(Word::SignedOnSend).to_owned()),
    ]
}
