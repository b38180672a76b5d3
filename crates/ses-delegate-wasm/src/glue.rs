//! What is written in JavaScript, because there it takes one crossing of the
//! boundary, or because it waits: `npm/glue.js`.

use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./glue.js")]
extern "C" {
    /// A value as JSON. What JSON has no word for is an object with an empty
    /// key and the name of its kind; a file's content is its size.
    #[wasm_bindgen(catch)]
    pub(crate) fn plain(value: &JsValue) -> Result<String, JsValue>;

    /// The content of each attachment: a `Uint8Array`, a `Blob`, or undefined
    /// if it is elsewhere.
    #[wasm_bindgen(catch)]
    pub(crate) fn contents(draft: &JsValue) -> Result<Array, JsValue>;

    /// A signed request from its lines: method, URL, names and values of headers.
    pub(crate) fn request(lines: &str, body: Option<&Uint8Array>) -> Object;

    /// An array of that many bytes, every one of which the caller is to write.
    #[wasm_bindgen(catch)]
    pub(crate) fn room(length: u32) -> Result<Uint8Array, JsValue>;

    /// An async generator of a body's chunks.
    pub(crate) fn chunks(
        segments: Array,
        contents: Array,
        open: &JsValue,
        into: Option<Uint8Array>,
    ) -> JsValue;

    /// A promise of the hash of all that.
    pub(crate) fn hash(
        segments: Array,
        contents: Array,
        open: &JsValue,
        hasher: JsValue,
    ) -> JsValue;
}
