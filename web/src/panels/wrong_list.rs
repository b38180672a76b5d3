//! Wrong fields, each with a link to where it is mended.

use leptos::prelude::*;

use crate::parts::focus_soon;
use crate::wrong::Wrong;

#[component]
pub(crate) fn WrongList(wrong: Vec<Wrong>) -> impl IntoView {
    let items = wrong
        .into_iter()
        .map(|Wrong { field, text }| match field {
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
        })
        .collect_view();
    view! { <ul class="wrong-list">{items}</ul> }
}
