//! Waiting, without blocking the page.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::{StoredValue, UpdateValue as _, set_timeout_with_handle};
use wasm_bindgen_futures::JsFuture;

/// Lets the browser draw before the work that follows.
pub(crate) async fn let_it_draw() {
    let soon = js_sys::Promise::new(&mut |resolve, _| {
        // A timeout and not a frame: hidden tabs draw none.
        leptos::prelude::set_timeout(
            move || {
                let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
            },
            Duration::from_millis(30),
        );
    });
    let _ = JsFuture::from(soon).await;
}

/// Runs only the last of the actions that come within its delay.
#[derive(Clone, Copy)]
pub(crate) struct Settle(StoredValue<Option<TimeoutHandle>>);

impl Settle {
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// Runs `action` after `delay`, unless it is called again before.
    pub(crate) fn after(self, delay: Duration, action: impl FnOnce() + 'static) {
        self.0.update_value(|waiting| {
            if let Some(earlier) = waiting.take() {
                earlier.clear();
            }
            *waiting = set_timeout_with_handle(action, delay).ok();
        });
    }
}
