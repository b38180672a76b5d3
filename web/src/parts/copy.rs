//! A button that copies a text.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::text::{Word, t};

/// Copies `text`, which the element of the id `shown` shows.
#[component]
pub(crate) fn CopyButton(#[prop(into)] text: String, shown: &'static str) -> impl IntoView {
    let label = RwSignal::new(Word::Copy);
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            let is_copied = write(&text).await;
            if !is_copied {
                select(shown);
            }
            // The button may be gone by then.
            label.try_set(if is_copied { Word::Copied } else { Word::CopyByHand });
            let again = move || {
                label.try_set(Word::Copy);
            };
            set_timeout(again, Duration::from_secs(if is_copied { 2 } else { 8 }));
        });
    };
    view! {
        <button type="button" class="button quiet small" on:click=copy>
            <span aria-live="polite">{move || t(label.get())}</span>
        </button>
    }
}

/// True if the clipboard took it: it may be missing, or refuse.
async fn write(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Selects all of the element's text.
fn select(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && let Ok(Some(selection)) = window().get_selection()
    {
        let _ = selection.select_all_children(&element);
    }
}
