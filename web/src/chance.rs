//! Clock and chance of the browser, as the stamp that the core asks for.

use ses_delegate::{Stamp, UnixTime};
use wasm_bindgen::UnwrapThrowExt as _;

/// The time now, in seconds.
pub(crate) fn now() -> UnixTime {
    #[expect(clippy::cast_possible_truncation, reason = "whole seconds, far below 2^53")]
    let seconds = (js_sys::Date::now() / 1000.0) as i64;
    UnixTime::from_seconds(seconds).expect_throw("a clock between 1970 and 9999")
}

/// A new stamp: one for each message that is written.
pub(crate) fn stamp() -> Stamp {
    let mut nonce = [0; 16];
    leptos::prelude::window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut nonce))
        .expect_throw("random numbers");
    Stamp { at: now(), nonce }
}
