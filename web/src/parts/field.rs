//! A text field with all that belongs to one: id, label, hint, error.

use std::time::Duration;

use leptos::prelude::*;

/// How many lines a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One line, whatever is pasted.
    Line,
    /// One line that grows with its text.
    Growing,
    /// A tall box.
    Lines(u32),
}

/// Which letters a field is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    Prose,
    /// Machine-made text: fixed width, no spelling marks.
    Code,
}

impl Face {
    fn class(self) -> &'static str {
        match self {
            Self::Prose => "field",
            Self::Code => "field field-code",
        }
    }
}

#[component]
pub(crate) fn TextField(
    #[prop(into)] id: String,
    label: &'static str,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_input: Callback<String>,
    #[prop(into)] on_leave: Callback<()>,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional, into)] hint: MaybeProp<String>,
    #[prop(default = Shape::Line)] shape: Shape,
    #[prop(default = Face::Prose)] face: Face,
    #[prop(optional)] placeholder: &'static str,
    #[prop(optional, into)] locked: MaybeProp<bool>,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || {
            let ids =
                [hint.get().map(|_| hint_id.as_str()), error.get().map(|_| error_id.as_str())];
            let ids: Vec<_> = ids.into_iter().flatten().collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    // A field that goes away while it has the focus is left when it is gone.
    let left = move || {
        on_leave.try_run(());
    };
    let leave = move |_| left();
    let invalid = move || error.get().map(|_| "true");
    let spellcheck = match face {
        Face::Prose => "true",
        Face::Code => "false",
    };
    let control = match shape {
        Shape::Line => view! {
            <input
                id=id.clone()
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck=spellcheck
                placeholder=placeholder
                prop:value=value
                prop:readOnly=move || locked.get().unwrap_or_default()
                aria-invalid=invalid
                aria-describedby=described
                on:input:target=move |event| on_input.run(event.target().value())
                on:blur=leave
                on:paste=move |_| set_timeout(left, Duration::ZERO)
            />
        }
        .into_any(),
        Shape::Growing | Shape::Lines(_) => view! {
            <textarea
                id=id.clone()
                class=if shape == Shape::Growing { "growing" } else { "tall" }
                rows=match shape {
                    Shape::Lines(rows) => rows,
                    _ => 1,
                }
                autocomplete="off"
                autocapitalize=if face == Face::Code { "off" } else { "sentences" }
                spellcheck=spellcheck
                placeholder=placeholder
                prop:value=value
                aria-invalid=invalid
                aria-describedby=described
                on:input:target=move |event| on_input.run(event.target().value())
                on:blur=leave
            ></textarea>
        }
        .into_any(),
    };
    view! {
        <div class=face.class()>
            <label for=id>{label}</label>
            <div class="control">
                {control}
                {move || {
                    hint.get().map(|hint| view! { <p class="hint" id=hint_id.clone()>{hint}</p> })
                }}
                {move || {
                    error
                        .get()
                        .map(|error| view! { <p class="error" id=error_id.clone()>{error}</p> })
                }}
            </div>
        </div>
    }
}
