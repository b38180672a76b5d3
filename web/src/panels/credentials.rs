//! One box to paste credentials into, emptied as soon as they are read.

use std::sync::Arc;

use leptos::html::Textarea;
use leptos::prelude::*;

use crate::parts::{Section, Tone, focus_soon};
use crate::session::{self, Held, Lifetime, Refused, Session};
use crate::text::{Word, fill, span, t};
use crate::wrong::Wrong;

/// The box's id: what the send button focuses while there are no credentials.
pub(crate) const BOX: &str = "credentials-box";
/// The id of what stands for them once they are read.
pub(crate) const SUMMARY: &str = "credentials-summary";

#[component]
pub(crate) fn CredentialsPanel() -> impl IntoView {
    let session = expect_context::<Session>();
    let summary = move || session.held.get().map(|held| view! { <Summary held=held /> });
    let news = Memo::new(move |_| match session.lifetime.get() {
        None => Word::Blank,
        Some(Lifetime::Unknown | Lifetime::Left(_)) => Word::CredentialsReady,
        Some(Lifetime::Short(_)) => Word::CredentialsShort,
        Some(Lifetime::Expired) => Word::PillExpired,
    });
    let needs_some = Memo::new(move |_| session.usable().is_none());
    view! {
        <Section id="credentials" title=t(Word::Credentials)>
            {summary}
            // One that speaks when the kind changes: the minutes above change too often.
            <p class="unseen" id="credentials-news" role="status">{move || t(news.get())}</p>
            <Show when=move || needs_some.get()>
                <PasteBox />
            </Show>
            <p class="hint">{t(Word::CredentialsKept)}</p>
        </Section>
    }
}

#[component]
fn PasteBox() -> impl IntoView {
    let session = expect_context::<Session>();
    let area: NodeRef<Textarea> = NodeRef::new();
    let error = RwSignal::new(None::<String>);
    let long_lived = || Some(t(Word::LongLived).to_owned());
    // Text typed by hand is judged when it is complete or left.
    let judge = move |is_final: bool| {
        // Removing the box takes its focus, and so leaves it once more.
        let Some(area) = area.try_get_untracked().flatten() else {
            return;
        };
        let block = area.value();
        if block.trim().is_empty() {
            // Why the box was emptied stays until something else is pasted.
            if error.get_untracked() != long_lived() {
                error.set(None);
            }
            return;
        }
        match session::read(&block) {
            Ok(held) => {
                area.set_value("");
                error.set(None);
                session.held.set(Some(Arc::new(held)));
                focus_soon(SUMMARY);
            }
            Err(Refused::LongLived) => {
                area.set_value("");
                error.set(long_lived());
            }
            Err(Refused::Wrong(wrong)) if is_final || block.trim().lines().count() > 1 => {
                error.set(Some(Wrong::from(&wrong).text));
            }
            Err(Refused::Wrong(_)) => {}
        }
    };
    view! {
        <div class="field field-code">
            <label for=BOX>{t(Word::PasteCredentials)}</label>
            <div class="control">
                <textarea
                    node_ref=area
                    id=BOX
                    class="tall"
                    rows="3"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder=t(Word::CredentialsPlaceholder)
                    aria-invalid=move || error.get().map(|_| "true")
                    aria-describedby="credentials-hint credentials-error"
                    on:input=move |_| judge(false)
                    on:blur=move |_| judge(true)
                ></textarea>
                <p class="hint" id="credentials-hint">{t(Word::CredentialsHint)}</p>
                <p
                    class="error"
                    id="credentials-error"
                    role="alert"
                    hidden=move || error.get().is_none()
                >
                    {move || error.get()}
                </p>
            </div>
        </div>
    }
}

#[component]
fn Summary(held: Arc<Held>) -> impl IntoView {
    let session = expect_context::<Session>();
    let key = session::masked(held.credentials.access_key_id());
    let time = held.expires.map(clock).unwrap_or_default();
    let tone = move || match session.lifetime.get() {
        Some(Lifetime::Short(_)) => Tone::Warning,
        Some(Lifetime::Expired) => Tone::Danger,
        _ => Tone::Success,
    };
    let text = move || {
        let left =
            |minutes: i64| fill(Word::ExpiresAt, &[("time", &time), ("left", &span(minutes))]);
        let expiry = match session.lifetime.get() {
            Some(Lifetime::Left(minutes) | Lifetime::Short(minutes)) => left(minutes),
            Some(Lifetime::Expired) => fill(Word::ExpiredAt, &[("time", &time)]),
            _ => t(Word::ExpiryUnknown).to_owned(),
        };
        fill(Word::KeySummary, &[("key", &key), ("expiry", &expiry)])
    };
    let forget = move |_| {
        session.forget();
        focus_soon(BOX);
    };
    view! {
        <div class=move || format!("notice held {}", tone().class())>
            <p id=SUMMARY tabindex="-1">{text}</p>
            <button type="button" class="button small" on:click=forget>
                {t(Word::ForgetNow)}
            </button>
        </div>
    }
}

/// `14:05` in the person's own time zone and manner, with the date unless it is today.
#[expect(clippy::cast_precision_loss, reason = "whole seconds, far below 2^53")]
pub(crate) fn clock(seconds: i64) -> String {
    let date = js_sys::Date::new(&(seconds as f64 * 1000.0).into());
    let today = js_sys::Date::new_0().to_date_string();
    let options = js_sys::Object::new();
    let mut parts = vec![("hour", "numeric"), ("minute", "2-digit")];
    if date.to_date_string() != today {
        parts.extend([("day", "numeric"), ("month", "short")]);
    }
    for (part, form) in parts {
        let _ = js_sys::Reflect::set(&options, &part.into(), &form.into());
    }
    date.to_locale_string("default", &options).into()
}
