//! What will be sent, and what is to be said of it.

mod checks;
mod mime;
mod preview;
mod request;

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use ses_delegate::{ParseError, Prepared};

use crate::inspect::{Inspect, Tab};
use crate::parts::{Tabs, focus_soon};
use crate::text::{Word, t};
use crate::wrong::Wrong;

#[component]
pub(crate) fn Inspector() -> impl IntoView {
    let inspect = expect_context::<Inspect>();
    let name = |tab| match tab {
        Tab::Preview => t(Word::Preview),
        Tab::Checks => t(Word::Checks),
        Tab::Request => t(Word::Request),
        Tab::Mime => t(Word::Mime),
    };
    let tabs = Tab::ALL.into_iter().map(|tab| (tab, name(tab))).collect();
    let labelled_by = move || {
        let at = Tab::ALL.iter().position(|tab| *tab == inspect.tab.get());
        format!("inspector-tab-{}", at.unwrap_or_default())
    };
    let close = move || {
        inspect.open.set(false);
        focus_soon("inspect");
    };
    window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && inspect.is_sheet.get_untracked() {
            close();
        }
    });
    let panel = move || match inspect.tab.get() {
        Tab::Preview => view! { <preview::Preview /> }.into_any(),
        Tab::Checks => view! { <checks::Checks /> }.into_any(),
        Tab::Request => view! { <request::Request /> }.into_any(),
        Tab::Mime => view! { <mime::Mime /> }.into_any(),
    };
    view! {
        <aside
            id="inspector"
            class="inspector"
            class:open=move || inspect.open.get()
            role=move || inspect.is_sheet.get().then_some("dialog")
            aria-modal=move || inspect.is_sheet.get().then_some("true")
            aria-label=t(Word::Inspector)
        >
            <div class="inspector-head">
                <Tabs id="inspector-tab" label=t(Word::Inspector) tabs=tabs chosen=inspect.tab />
                <button
                    type="button"
                    class="button quiet small narrow-only"
                    on:click=move |_| close()
                >
                    {t(Word::CloseInspector)}
                </button>
            </div>
            <div
                id="inspector-tab-panel"
                class="inspector-body"
                role="tabpanel"
                tabindex="0"
                aria-labelledby=labelled_by
            >
                {panel}
            </div>
        </aside>
    }
}

/// The built request as `ready` shows it, or what keeps it from being built.
fn when_built(ready: impl Fn(Arc<Prepared>) -> AnyView + Send + 'static) -> impl IntoView {
    let inspect = expect_context::<Inspect>();
    move || {
        inspect.settled.with(|settled| {
            settled.prepared.clone().map(|prepared| match prepared {
                Ok(prepared) => ready(prepared),
                Err(errors) => view! { <Missing errors=errors /> }.into_any(),
            })
        })
    }
}

/// What keeps the request from being built.
#[component]
fn Missing(errors: Arc<Vec<ParseError>>) -> impl IntoView {
    let items = errors
        .iter()
        .map(|error| {
            let Wrong { field, text } = error.into();
            let label = field.map(|field| view! { <strong>{field.label()}</strong> ": " });
            view! { <li>{label} {text}</li> }
        })
        .collect_view();
    view! {
        <div class="missing">
            <h2>{t(Word::Missing)}</h2>
            <p class="muted">{t(Word::MissingLead)}</p>
            <ul>{items}</ul>
        </div>
    }
}
