//! The page's head: what it is, whose keys it holds, where it sends.

use leptos::prelude::*;

use super::credentials::{BOX, SUMMARY};
use crate::compose::Compose;
use crate::parts::{Tone, focus_soon};
use crate::session::{Lifetime, Session};
use crate::text::{Word, fill, span, t};

#[component]
pub(crate) fn Header() -> impl IntoView {
    view! {
        <header class="masthead">
            <a class="skip" href="#compose" on:click=|event| {
                event.prevent_default();
                focus_soon("source-arn");
            }>
                {t(Word::SkipToForm)}
            </a>
            <h1>
                <span class="mark" aria-hidden="true"></span>
                {t(Word::Product)}
            </h1>
            <Place />
            <Pill />
            <ThemeChoice />
        </header>
    }
}

/// The Region, and the host that follows from it.
#[component]
fn Place() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let region = move || {
        compose.endpoint.with(|endpoint| match endpoint {
            Some(endpoint) => endpoint.region().as_str().to_owned(),
            None => t(Word::NoRegion).to_owned(),
        })
    };
    let host = move || compose.endpoint.with(|endpoint| Some(endpoint.as_ref()?.host().to_owned()));
    view! {
        <p class="place" id="place">
            <strong>{region}</strong>
            <span class="code-text">{host}</span>
        </p>
    }
}

#[component]
fn Pill() -> impl IntoView {
    let session = expect_context::<Session>();
    let shown = move || match session.lifetime.get() {
        None => (None, t(Word::PillNone).to_owned()),
        Some(Lifetime::Unknown) => (Some(Tone::Success), t(Word::PillUnknown).to_owned()),
        Some(Lifetime::Left(minutes)) => (Some(Tone::Success), left(minutes)),
        Some(Lifetime::Short(minutes)) => (Some(Tone::Warning), left(minutes)),
        Some(Lifetime::Expired) => (Some(Tone::Danger), t(Word::PillExpired).to_owned()),
    };
    let class = move || format!("pill {}", shown().0.map_or("", Tone::class));
    let go = move |_| {
        let is_usable = untrack(|| session.usable().is_some());
        focus_soon(if is_usable { SUMMARY } else { BOX });
    };
    view! {
        <button type="button" id="credential-pill" class=class on:click=go>
            {move || shown().1}
        </button>
    }
}

fn left(minutes: i64) -> String {
    fill(Word::PillLeft, &[("left", &span(minutes))])
}

/// The one thing that the page remembers.
const STORED: &str = "theme";

#[component]
fn ThemeChoice() -> impl IntoView {
    let storage = || window().local_storage().ok().flatten();
    let stored = storage().and_then(|storage| storage.get_item(STORED).ok().flatten());
    let chosen = stored.unwrap_or_default();
    let choose = move |theme: &str| {
        let root = document().document_element();
        let (root, storage) = (root.as_ref(), storage());
        // Both may be refused; then the theme lasts as long as the page, or not at all.
        if theme.is_empty() {
            let _ = root.map(|root| root.remove_attribute("data-theme"));
            let _ = storage.map(|storage| storage.remove_item(STORED));
        } else {
            let _ = root.map(|root| root.set_attribute("data-theme", theme));
            let _ = storage.map(|storage| storage.set_item(STORED, theme));
        }
    };
    let options = [("", Word::ThemeSystem), ("light", Word::ThemeLight), ("dark", Word::ThemeDark)];
    let options = options
        .into_iter()
        .map(|(value, word)| {
            view! { <option value=value selected=value == chosen>{t(word)}</option> }
        })
        .collect_view();
    view! {
        <label class="theme">
            <span class="unseen">{t(Word::Theme)}</span>
            <select on:change:target=move |event| choose(&event.target().value())>{options}</select>
        </label>
    }
}
