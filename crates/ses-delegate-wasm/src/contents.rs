//! What the files hold, left where JavaScript keeps it: only their sizes go to the core.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

/// The content of a file.
#[derive(Clone)]
pub(crate) enum Kept {
    /// Read when the body is, not copied before.
    Bytes(Uint8Array),
    /// A `Blob`, or whatever has its `size`, `slice` and `arrayBuffer`.
    Blob(JsValue),
    /// The caller has it, and opens it when it is streamed.
    Elsewhere,
}

impl From<JsValue> for Kept {
    fn from(content: JsValue) -> Self {
        if content.is_undefined() {
            return Self::Elsewhere;
        }
        content.dyn_into().map_or_else(Self::Blob, Self::Bytes)
    }
}
