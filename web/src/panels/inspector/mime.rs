//! The raw message, line by line.

use std::sync::Arc;

use leptos::prelude::*;
use ses_delegate::Prepared;

use super::{Missing, when_built};
use crate::excerpt::{Omitted, Part, Row, rows};
use crate::files::{grouped, size};
use crate::parts::Code;
use crate::text::{Word, fill, route, t};

#[component]
pub(crate) fn Mime() -> impl IntoView {
    when_built(|prepared| view! { <Ready prepared=prepared /> }.into_any())
}

#[component]
fn Ready(prepared: Arc<Prepared>) -> impl IntoView {
    let mime = match prepared.message() {
        Ok(Some(mime)) => mime,
        Err(error) => return view! { <Missing errors=Arc::new(vec![error]) /> }.into_any(),
        Ok(None) => {
            return view! {
                <div class="missing">
                    <h2>{route(prepared.route)}</h2>
                    <p>{t(Word::SesWritesMime)}</p>
                </div>
            }
            .into_any();
        }
    };
    let text = String::from_utf8_lossy(&mime);
    let lines = text.matches("\r\n").count();
    let facts = [("size", size(mime.len() as u64)), ("n", grouped(lines as u64))];
    let facts = facts.each_ref().map(|(name, value)| (*name, value.as_str()));
    let shown = rows(&text).iter().map(line).collect_view();
    view! {
        <p class="muted">{fill(Word::MimeSize, &facts)}</p>
        <Code label=t(Word::MimeLabel)>
            <div class="lines">{shown}</div>
        </Code>
    }
    .into_any()
}

fn line(row: &Row<'_>) -> AnyView {
    match row {
        Row::Line { number, text, part } => {
            let class = match part {
                Part::Header => "line header",
                Part::SesHeader => "line header ses",
                Part::Body => "line",
            };
            view! {
                <div class=class data-number=number.to_string()>
                    {(*text).to_owned()}
                </div>
            }
            .into_any()
        }
        Row::HeaderEnd => view! {
            <div class="header-end">
                <span>{t(Word::HeaderEnd)}</span>
            </div>
        }
        .into_any(),
        Row::Left { lines, what } => {
            let word = match what {
                Omitted::Base64 => Word::MoreBase64,
                Omitted::Text => Word::MoreLines,
            };
            view! { <div class="left-out">{fill(word, &[("n", &grouped(*lines as u64))])}</div> }
                .into_any()
        }
    }
}
