//! The composer: a static page that writes, checks and sends delegated mail
//! straight to Amazon SES, from the browser, with nothing in between.
//!
//! One signal holds the [`Draft`](ses_delegate::Draft); whatever else is shown
//! derives from it by the core's `prepare`. Only `net.rs` talks to a server,
//! and only `session.rs` holds credentials.

#![expect(
    unreachable_pub,
    reason = "leptos's component macro makes the properties of each component `pub`"
)]

mod app;
mod chance;
mod checks;
mod compose;
mod excerpt;
mod field;
mod files;
mod inspect;
mod link;
mod net;
mod outcome;
mod panels;
mod parts;
mod place;
mod sending;
mod session;
mod srcdoc;
mod text;
mod timing;
mod wrong;

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::App);
}
