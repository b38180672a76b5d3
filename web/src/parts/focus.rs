//! Moving the keyboard's focus.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

/// Focuses the element of that id once pending changes are drawn.
pub(crate) fn focus_soon(id: impl Into<String>) {
    let id = id.into();
    set_timeout(
        move || {
            let element = document().get_element_by_id(&id);
            if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = element.focus();
            }
        },
        Duration::from_millis(20),
    );
}
