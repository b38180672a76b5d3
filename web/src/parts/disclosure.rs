//! A button that shows and hides a group of fields.

use leptos::prelude::*;

/// While something in the group is needed the group stays open, and there is nothing to toggle.
#[component]
pub(crate) fn Disclosure(
    label: &'static str,
    controls: &'static str,
    opened: RwSignal<bool>,
    is_needed: Memo<bool>,
) -> impl IntoView {
    // What was seen open stays open: emptying a field must not hide it.
    Effect::new(move || {
        if is_needed.get() {
            opened.set(true);
        }
    });
    view! {
        <button
            type="button"
            class="button quiet small disclosure"
            hidden=move || is_needed.get()
            aria-expanded=move || if opened.get() { "true" } else { "false" }
            aria-controls=controls
            on:click=move |_| opened.update(|opened| *opened = !*opened)
        >
            {label}
        </button>
    }
}
