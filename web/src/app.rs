//! The frame: contexts, and the page's regions in order.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use crate::chance;
use crate::checks::Checks;
use crate::compose::Compose;
use crate::inspect::Inspect;
use crate::link;
use crate::panels::{
    Banners, CREDENTIALS_BOX, ContentPanel, CredentialsPanel, ErrorSummary, FilesPanel, Header,
    Inspector, Intake, Offer, OutcomePanel, RecipientsPanel, RoutePanel, SendBar, SenderPanel,
    WarningSummary,
};
use crate::sending::{Sending, Trigger};
use crate::session::Session;
use crate::text::{Word, t};

#[component]
pub(crate) fn App() -> impl IntoView {
    let compose = Compose::new();
    compose.fill(&link::read(&hash()));
    let session = Session::new(clock());
    let checks = Checks::new(session);
    let sending = Sending::new(compose, session, checks);
    let intake = Intake::new(compose);
    provide_context(compose);
    provide_context(session);
    provide_context(checks);
    provide_context(sending);
    provide_context(intake);
    let inspect = Inspect::new(compose, checks, is_wide());
    provide_context(inspect);
    let offer = Offer::default();
    provide_context(offer);

    window_event_listener(ev::keydown, move |event| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            // A held key says it once.
            if !event.repeat() {
                inspect.open.set(false);
                sending.start(Trigger::Keys, CREDENTIALS_BOX);
            }
        }
    });
    // The outcome is to be seen, and a sheet would hide it.
    Effect::new(move || {
        sending.is_under_way.track();
        inspect.open.set(false);
    });
    window_event_listener(ev::hashchange, move |_| offer.make(compose, link::read(&hash())));
    window_event_listener(ev::paste, move |event| intake.pasted(&event));
    window_event_listener(ev::dragover, move |event| intake.drag_over(&event));
    window_event_listener(ev::drop, move |event| intake.dropped(&event));

    view! {
        <div class="top" inert=move || inspect.is_sheet.get()>
            <Header />
            <Banners />
        </div>
        <div class="frame">
            <main
                id="compose"
                class="compose"
                tabindex="-1"
                inert=move || inspect.is_sheet.get()
            >
                <p class="intro">{t(Word::Intro)}</p>
                <SenderPanel />
                <CredentialsPanel />
                <RecipientsPanel />
                <ContentPanel />
                <FilesPanel />
                <RoutePanel />
                <ErrorSummary />
                <WarningSummary />
                <OutcomePanel />
            </main>
            <SendBar />
            <Inspector />
        </div>
    }
}

fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// The time in seconds, to the next ten.
fn clock() -> Signal<i64> {
    const TICK: Duration = Duration::from_secs(10);
    let now = RwSignal::new(chance::now().seconds());
    set_interval(move || now.set(chance::now().seconds()), TICK);
    now.into()
}

/// Whether the inspector stands beside the form; the style sheets say the same.
fn is_wide() -> Signal<bool> {
    const WIDE: &str = "(min-width: 900px)";
    let query = window().match_media(WIDE).ok().flatten();
    let wide = RwSignal::new(query.as_ref().is_none_or(web_sys::MediaQueryList::matches));
    if let Some(query) = query {
        let asked = query.clone();
        let changed = Closure::<dyn FnMut()>::new(move || wide.set(asked.matches()));
        let _ = query.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
        // It lives as long as the page.
        changed.forget();
    }
    wide.into()
}
