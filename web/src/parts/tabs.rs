//! An ARIA tab list: arrows move, the chosen tab alone is in the tab order.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::focus_soon;

/// The row of tabs. The panel is `{id}-panel`, to be labelled by `{id}-{chosen}`.
#[component]
pub(crate) fn Tabs<T>(
    id: &'static str,
    label: &'static str,
    tabs: Vec<(T, &'static str)>,
    chosen: RwSignal<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let values: Vec<T> = tabs.iter().map(|(value, _)| *value).collect();
    let move_on = move |event: KeyboardEvent| {
        let Some(at) = values.iter().position(|value| *value == chosen.get_untracked()) else {
            return;
        };
        let last = values.len() - 1;
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % values.len(),
            "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        chosen.set(values[to]);
        focus_soon(format!("{id}-{to}"));
    };
    let buttons = tabs
        .into_iter()
        .enumerate()
        .map(|(at, (value, name))| {
            let is_chosen = move || chosen.get() == value;
            view! {
                <button
                    type="button"
                    role="tab"
                    id=format!("{id}-{at}")
                    aria-controls=format!("{id}-panel")
                    aria-selected=move || if is_chosen() { "true" } else { "false" }
                    tabindex=move || if is_chosen() { "0" } else { "-1" }
                    on:click=move |_| chosen.set(value)
                >
                    {name}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=move_on>
            {buttons}
        </div>
    }
}
