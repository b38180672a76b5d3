//! The send button, which always does something, and what stands in its way.

use leptos::prelude::*;

use super::credentials::BOX;
use super::wrong_list::WrongList;
use crate::checks::Checks;
use crate::compose::Compose;
use crate::inspect::Inspect;
use crate::parts::focus_soon;
use crate::sending::{HeldBack, Sending, Trigger, WARNINGS};
use crate::session::Session;
use crate::text::{Word, send_to, t, wrong_fields};
use crate::wrong::Wrong;

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
        } else if is_connected.get() && sending.is_again.get() {
            t(Word::SendAgain).to_owned()
        } else if is_connected.get() && sending.held_back.get() == Some(HeldBack::Warned) {
            t(Word::SendAnyway).to_owned()
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
        } else if sending.held_back.get() == Some(HeldBack::Reading)
            && !compose.reading.with(Vec::is_empty)
        {
            t(Word::StillReading).to_owned()
        } else if compose.was_attempted() && wrong > 0 {
            wrong_fields(wrong)
        } else if sending.held_back.get() == Some(HeldBack::Warned) {
            t(Word::WarnedNote).to_owned()
        } else if is_connected.get() && sending.is_again.get() {
            // Keys do not send again.
            String::new()
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
        <div class="send-bar" inert=move || inspect.is_sheet.get()>
            <button
                type="button"
                id="send"
                class="button primary"
                class:busy=move || sending.is_under_way.get()
                aria-disabled=move || sending.is_under_way.get().then_some("true")
                // Neither a held key nor the later clicks of a double click are meant.
                on:keydown=|event| {
                    if event.repeat() {
                        event.prevent_default();
                    }
                }
                on:click=move |event| {
                    if event.detail() <= 1 {
                        sending.start(Trigger::Button, BOX);
                    }
                }
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
    view! {
        <Show when=shown>
            <section
                id="error-summary"
                class="card summary tone-danger"
                tabindex="-1"
                aria-labelledby="error-summary-heading"
            >
                <h2 id="error-summary-heading">{t(Word::WrongTitle)}</h2>
                {move || view! { <WrongList wrong=compose.errors.get().to_vec() /> }}
            </section>
        </Show>
    }
}

/// The warnings that hold the mail back, until it is sent anyway or mended.
#[component]
pub(crate) fn WarningSummary() -> impl IntoView {
    let sending = expect_context::<Sending>();
    let checks = expect_context::<Checks>();
    let warnings = move || checks.asking.with(|found| found.iter().map(Wrong::from).collect());
    view! {
        <Show when=move || sending.held_back.get() == Some(HeldBack::Warned)>
            <section
                id=WARNINGS
                class="card summary tone-warning"
                tabindex="-1"
                aria-labelledby="warning-summary-heading"
            >
                <h2 id="warning-summary-heading">{t(Word::WarnedTitle)}</h2>
                <p>{t(Word::WarnedLead)}</p>
                {move || view! { <WrongList wrong=warnings() /> }}
            </section>
        </Show>
    }
}
