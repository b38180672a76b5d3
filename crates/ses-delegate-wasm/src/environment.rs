//! The clock and the random source that every JavaScript runtime has.

use js_sys::{Date, Uint8Array};
use ses_delegate::Stamp;
use wasm_bindgen::prelude::*;

use crate::convert;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn random(into: &Uint8Array) -> Result<JsValue, JsValue>;
}

/// Now, with a nonce from `crypto.getRandomValues`.
pub(crate) fn stamp() -> Result<Stamp, JsValue> {
    let bytes = Uint8Array::new_with_length(16);
    random(&bytes)?;
    let mut nonce = [0; 16];
    bytes.copy_to(&mut nonce);
    Ok(Stamp { at: convert::time(Date::now(), "stamp.at")?, nonce })
}
