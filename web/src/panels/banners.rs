//! What must not be overlooked: another server than AWS, a form that a link filled.

use leptos::prelude::*;

use crate::compose::Compose;
use crate::field::Field;
use crate::text::{Word, fill, t};

#[component]
pub(crate) fn Banners() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let typed = compose.text(Field::Endpoint);
    let override_origin = Memo::new(move |_| {
        let shown = compose.endpoint.with(|endpoint| {
            let given = endpoint.as_ref().filter(|endpoint| endpoint.is_override());
            given.map(|endpoint| endpoint.origin().to_owned())
        });
        let typed = typed.with(|typed| typed.trim().to_owned());
        shown.or_else(|| (!typed.is_empty()).then_some(typed))
    });
    view! {
        <div class="banners where-to" role="status">
            {move || {
                override_origin
                    .get()
                    .map(|endpoint| {
                        view! {
                            <div class="banner tone-warning" id="override-banner">
                                <p>{fill(Word::OverrideBanner, &[("endpoint", &endpoint)])}</p>
                                <button
                                    type="button"
                                    class="button small"
                                    on:click=move |_| compose.write(Field::Endpoint, "")
                                >
                                    {t(Word::UseAws)}
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
        <div class="banners" role="status">
            <Show when=move || compose.prefilled.get()>
                <div class="banner tone-info" id="prefilled-banner">
                    <p>{t(Word::Prefilled)}</p>
                    <button
                        type="button"
                        class="button small quiet"
                        on:click=move |_| compose.prefilled.set(false)
                    >
                        {t(Word::Dismiss)}
                    </button>
                </div>
            </Show>
        </div>
    }
}
