//! A button that copies a text.

use std::time::Duration;

use leptos::prelude::*;

#[component]
pub(crate) fn CopyButton(
    #[prop(into)] text: String,
    label: &'static str,
    done: &'static str,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let _ = window().navigator().clipboard().write_text(&text);
        copied.set(true);
        // The button may be gone by then.
        set_timeout(
            move || {
                copied.try_set(false);
            },
            Duration::from_secs(2),
        );
    };
    view! {
        <button type="button" class="button quiet small" on:click=copy>
            <span aria-live="polite">{move || if copied.get() { done } else { label }}</span>
        </button>
    }
}
