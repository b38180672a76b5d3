//! Which operation carries the mail, and to which server.

use leptos::prelude::*;
use ses_delegate::Route;

use super::draft_field::DraftField;
use crate::compose::Compose;
use crate::field::Field;
use crate::parts::{Disclosure, Face, Section};
use crate::text::{Word, fill, reason, route, t};

#[component]
pub(crate) fn RoutePanel() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let chosen = compose.text(Field::Route);
    let error = move || compose.error(Field::Route);
    let why = move || compose.route.get().map(|(_, because)| reason(because));
    let automatic = move || match compose.route.get() {
        Some((taken, _)) if chosen.get() == "auto" => {
            fill(Word::AutomaticNow, &[("route", route(taken))])
        }
        _ => t(Word::Automatic).to_owned(),
    };
    let options = Route::ALL
        .into_iter()
        .map(|each| {
            let value = each.as_str();
            view! {
                <option value=value selected=move || chosen.get() == value>
                    {route(each)}
                </option>
            }
        })
        .collect_view();
    view! {
        <Section id="how" title=t(Word::HowItIsSent)>
            <div class="field">
                <label class="unseen" for=Field::Route.id()>{t(Word::HowItIsSent)}</label>
                <div class="control">
                    <select
                        id=Field::Route.id()
                        prop:value=chosen
                        aria-invalid=move || error().map(|_| "true")
                        aria-describedby="route-why route-error"
                        on:change:target=move |event| {
                            compose.write(Field::Route, &event.target().value());
                            compose.leave(Field::Route);
                        }
                    >
                        <option value="auto" selected=move || chosen.get() == "auto">
                            {automatic}
                        </option>
                        {options}
                    </select>
                    <p class="hint" id="route-why">{why}</p>
                    <p class="error" id="route-error" hidden=move || error().is_none()>
                        {error}
                    </p>
                </div>
            </div>
            <EndpointField />
        </Section>
    }
}

/// Closed unless it matters.
#[component]
fn EndpointField() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let opened = RwSignal::new(false);
    let typed = compose.text(Field::Endpoint);
    let is_needed = Memo::new(move |_| {
        !typed.with(|typed| typed.trim().is_empty()) || compose.error(Field::Endpoint).is_some()
    });
    let shown =
        move || compose.endpoint.with(|endpoint| Some(endpoint.as_ref()?.origin().to_owned()));
    view! {
        <div class="row">
            <Disclosure
                label=t(Word::EndpointSummary)
                controls="endpoint-group"
                opened=opened
                is_needed=is_needed
            />
            <span class="muted code-text">{shown}</span>
        </div>
        <div id="endpoint-group" hidden=move || !(opened.get() || is_needed.get())>
            <DraftField
                field=Field::Endpoint
                label=t(Word::Endpoint)
                hint=t(Word::EndpointHint)
                face=Face::Code
            />
        </div>
    }
}
