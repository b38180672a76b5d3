//! A card of the form, under a heading that names it.

use leptos::prelude::*;

#[component]
pub(crate) fn Section(
    id: &'static str,
    title: &'static str,
    /// Stands at the end of the heading's line.
    #[prop(optional, into)]
    aside: ViewFn,
    children: Children,
) -> impl IntoView {
    let heading = format!("{id}-heading");
    let labelled_by = heading.clone();
    view! {
        <section class="card" id=id aria-labelledby=labelled_by>
            <header class="card-head">
                <h2 id=heading>{title}</h2>
                {move || aside.run()}
            </header>
            {children()}
        </section>
    }
}
