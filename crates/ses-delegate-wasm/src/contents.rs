//! What the files hold, left where JavaScript keeps it: only their sizes go to the core.

use js_sys::{ArrayBuffer, Function, Reflect, Uint8Array};
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

impl Kept {
    /// The content and its size, if `value` is one. One that is absent is empty.
    pub(crate) fn of(value: &JsValue) -> Option<(Self, f64)> {
        if value.is_undefined() || value.is_null() {
            return Some((Self::Bytes(Uint8Array::new_with_length(0)), 0.0));
        }
        if let Some(bytes) = bytes(value) {
            let size = f64::from(bytes.length());
            return Some((Self::Bytes(bytes), size));
        }
        let size = get(value, "size").as_f64().filter(|size| is_size(*size))?;
        let has = |name| get(value, name).is_instance_of::<Function>();
        let kept = if has("slice") && has("arrayBuffer") {
            Self::Blob(value.clone())
        } else {
            Self::Elsewhere
        };
        Some((kept, size))
    }
}

/// Counts that numbers of JavaScript hold exactly.
pub(crate) fn is_size(size: f64) -> bool {
    (0.0..=js_sys::Number::MAX_SAFE_INTEGER).contains(&size) && size.fract() == 0.0
}

/// The bytes of a `Uint8Array`, any other view, or an `ArrayBuffer`.
fn bytes(value: &JsValue) -> Option<Uint8Array> {
    if let Some(bytes) = value.dyn_ref::<Uint8Array>() {
        return Some(bytes.clone());
    }
    if ArrayBuffer::is_view(value) {
        let number = |name| get(value, name).as_f64().unwrap_or_default();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "offset and length of a view, which wasm-bindgen takes as u32"
        )]
        let (offset, length) = (number("byteOffset") as u32, number("byteLength") as u32);
        let buffer = get(value, "buffer");
        return Some(Uint8Array::new_with_byte_offset_and_length(&buffer, offset, length));
    }
    value.is_instance_of::<ArrayBuffer>().then(|| Uint8Array::new(value))
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap_or(JsValue::UNDEFINED)
}
