//! The send button, which always does something, and what stands in its way.

use leptos::prelude::*;

use super::credentials::BOX;
use crate::compose::{Compose, sentence};
use crate::field::Field;
use crate::inspect::Inspect;
use crate::parts::focus_soon;
use crate::sending::Sending;
use crate::session::Session;
use crate::text::{Word, send_to, t, wrong_fields};

#[component]
pub(crate) fn SendBar() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let session = expect_context::<Session>();
    let sending = expect_context::<Sending>();
    let inspect = expect_context::<Inspect>();
    let is_connected = Memo::new(move |_| session.usable().is_some());
    let label = move || {
        if sending.is_under_way.get() {
            t(Word::Sending).to_owned()
        } else if is_connected.get() {
            send_to(compose.recipients())
        } else {
            t(Word::Connect).to_owned()
        }
    };
    let note = move || {
        let wrong = compose.errors.with(|errors| errors.len());
        if sending.is_under_way.get() {
            String::new()
        } else if compose.was_attempted() && wrong > 0 {
            wrong_fields(wrong)
        } else if is_connected.get() {
            t(Word::SendShortcut).to_owned()
        } else {
            t(Word::NeedsCredentials).to_owned()
        }
    };
    let inspector = move |_| {
        inspect.open.set(true);
        focus_soon("inspector-tab-0");
    };
    view! {
        <div class="send-bar">
            <button
                type="button"
                id="send"
                class="button primary"
                class:busy=move || sending.is_under_way.get()
                aria-disabled=move || sending.is_under_way.get().then_some("true")
                on:click=move |_| sending.start(BOX)
            >
                {label}
            </button>
            <p class="muted" role="status">{note}</p>
            <button type="button" id="inspect" class="button narrow-only" on:click=inspector>
                {t(Word::Inspect)}
            </button>
        </div>
    }
}

/// Every wrong field, once sending was tried.
#[component]
pub(crate) fn ErrorSummary() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let shown = move || compose.was_attempted() && compose.errors.with(|errors| !errors.is_empty());
    let items = move || {
        compose.errors.with(|errors| {
            errors
                .iter()
                .map(|error| {
                    let text = sentence(error);
                    match Field::of(error) {
                        Some(field) => view! {
                            <li>
                                <a
                                    href=format!("#{}", field.id())
                                    on:click=move |event| {
                                        event.prevent_default();
                                        focus_soon(field.id());
                                    }
                                >
                                    {field.label()}
                                </a>
                                ": "
                                {text}
                            </li>
                        }
                        .into_any(),
                        None => view! { <li>{text}</li> }.into_any(),
                    }
                })
                .collect_view()
        })
    };
    view! {
        <Show when=shown>
            <section
                id="error-summary"
                class="card summary tone-danger"
                tabindex="-1"
                aria-labelledby="error-summary-heading"
            >
                <h2 id="error-summary-heading">{t(Word::WrongTitle)}</h2>
                <ul>{items}</ul>
            </section>
        </Show>
    }
}
