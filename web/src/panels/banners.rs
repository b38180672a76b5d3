//! What must not be overlooked: another server than AWS, a form that a link filled.

use leptos::prelude::*;

use crate::compose::{Compose, blank};
use crate::field::Field;
use crate::parts::focus_soon;
use crate::place::{is_aws, is_reachable};
use crate::text::{Word, fill, t};

/// Where focus goes when the banner that had it is gone.
const FORM: &str = "compose";

/// A link that came while the form was in use.
#[derive(Clone, Copy, Default)]
pub(crate) struct Offer(RwSignal<Vec<(Field, String)>>);

impl Offer {
    /// Fills a blank form at once, and asks otherwise.
    pub(crate) fn make(self, compose: Compose, link: Vec<(Field, String)>) {
        if compose.draft.with_untracked(|draft| *draft == blank()) {
            compose.fill(&link);
        } else {
            self.0.set(link);
        }
    }
}

#[component]
pub(crate) fn Banners() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let offer = expect_context::<Offer>();
    let typed = compose.text(Field::Endpoint);
    let warning = Memo::new(move |_| typed.with(|typed| warning(typed)));
    let use_aws = move |_| {
        compose.write(Field::Endpoint, "");
        forget_link();
        focus_soon(FORM);
    };
    let dismiss = move |_| {
        compose.prefilled.set(Vec::new());
        focus_soon(FORM);
    };
    let decide = move |is_taken: bool| {
        let link = offer.0.get_untracked();
        offer.0.set(Vec::new());
        if is_taken {
            compose.fill(&link);
        }
        focus_soon(FORM);
    };
    let prefilled = move || {
        compose.prefilled.with(|fields| fill(Word::Prefilled, &[("fields", &names(fields))]))
    };
    let offered = move || {
        let fields: Vec<_> = offer.0.with(|link| link.iter().map(|(field, _)| *field).collect());
        fill(Word::LinkChanged, &[("fields", &names(&fields))])
    };
    view! {
        <div class="banners where-to" role="status">
            {move || {
                warning
                    .get()
                    .map(|text| {
                        view! {
                            <div class="banner tone-warning" id="override-banner">
                                <p>{text}</p>
                                <button type="button" class="button small" on:click=use_aws>
                                    {t(Word::UseAws)}
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
        <div class="banners" role="status">
            <Show when=move || !offer.0.with(Vec::is_empty)>
                <div class="banner tone-info" id="link-banner">
                    <p>{offered}</p>
                    <div class="actions">
                        <button
                            type="button"
                            class="button small"
                            on:click=move |_| decide(true)
                        >
                            {t(Word::Apply)}
                        </button>
                        <button
                            type="button"
                            class="button small quiet"
                            on:click=move |_| decide(false)
                        >
                            {t(Word::Ignore)}
                        </button>
                    </div>
                </div>
            </Show>
            <Show when=move || !compose.prefilled.with(Vec::is_empty)>
                <div class="banner tone-info" id="prefilled-banner">
                    <p>{prefilled}</p>
                    <button type="button" class="button small quiet" on:click=dismiss>
                        {t(Word::Dismiss)}
                    </button>
                </div>
            </Show>
        </div>
    }
}

/// What there is to say of an endpoint other than the Region's own.
fn warning(typed: &str) -> Option<String> {
    let word = match typed.trim() {
        "" => return None,
        typed if !is_reachable(typed) => Word::BrokenEndpoint,
        typed if is_aws(typed) => Word::NamedBanner,
        _ => Word::OverrideBanner,
    };
    Some(fill(word, &[("endpoint", typed.trim().trim_end_matches('/'))]))
}

fn names(fields: &[Field]) -> String {
    fields.iter().map(|field| field.label()).collect::<Vec<_>>().join(", ")
}

/// A reload must not bring back the endpoint that was just refused.
fn forget_link() {
    let location = window().location();
    if let (Ok(path), Ok(search), Ok(history)) =
        (location.pathname(), location.search(), window().history())
    {
        let bare = format!("{path}{search}");
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&bare));
    }
}
