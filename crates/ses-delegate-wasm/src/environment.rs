//! The clock and the random source that every JavaScript runtime has.

use std::cell::RefCell;

use js_sys::{Date, Uint8Array};
use ses_delegate::Stamp;
use wasm_bindgen::prelude::*;
use zeroize::Zeroize as _;

use crate::convert;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn random(into: &Uint8Array) -> Result<JsValue, JsValue>;
}

/// Random bytes for the next messages: asking for many takes as long as for few.
#[derive(Default)]
struct Chance {
    bytes: Vec<u8>,
}

const AT_ONCE: u32 = 64 * 16;

impl Chance {
    fn nonce(&mut self) -> Result<[u8; 16], JsValue> {
        if self.bytes.is_empty() {
            let bytes = Uint8Array::new_with_length(AT_ONCE);
            random(&bytes)?;
            self.bytes = bytes.to_vec();
            bytes.fill(0, 0, AT_ONCE);
        }
        let mut nonce = [0; 16];
        let rest = self.bytes.len() - nonce.len();
        nonce.copy_from_slice(&self.bytes[rest..]);
        // A nonce is nobody's business before its message is sent, and is used once.
        self.bytes[rest..].zeroize();
        self.bytes.truncate(rest);
        Ok(nonce)
    }
}

thread_local! {
    static CHANCE: RefCell<Chance> = RefCell::default();
}

/// Now, with a nonce from `crypto.getRandomValues`.
pub(crate) fn stamp() -> Result<Stamp, JsValue> {
    let nonce = CHANCE.with_borrow_mut(Chance::nonce)?;
    Ok(Stamp { at: convert::time(Date::now(), "stamp.at")?, nonce })
}
