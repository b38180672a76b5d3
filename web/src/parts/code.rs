//! A scrolling box of machine-made text, reachable by keyboard.

use leptos::prelude::*;

#[component]
pub(crate) fn Code(label: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="code" role="region" aria-label=label tabindex="0">
            {children()}
        </div>
    }
}
