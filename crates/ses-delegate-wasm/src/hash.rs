//! The hash of a body: by the runtime if it was told how, else by the core.

use std::cell::RefCell;

use js_sys::{Function, Uint8Array};
use ses_delegate::{PayloadHash, PayloadHasher};
use wasm_bindgen::prelude::*;

use crate::convert;

#[wasm_bindgen]
extern "C" {
    /// What has `update` and `digest`, as hashes of `node:crypto` have.
    #[derive(Clone)]
    pub(crate) type Hasher;

    // `bytes` is a view of this module's memory: it must be read at once.
    #[wasm_bindgen(method, catch)]
    fn update(this: &Hasher, bytes: &[u8]) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn digest(this: &Hasher) -> Result<JsValue, JsValue>;
}

thread_local! {
    static MAKE: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Below this, calling the runtime takes longer than its hash saves.
const WORTH_A_CALL: u64 = 1024;

/// Lets `make` give a new SHA-256 for every body of more than 1 KB, such as
/// `() => createHash("sha256")` of `node:crypto`, which is set already in
/// Node. Without it, bodies are hashed by this module.
#[wasm_bindgen(js_name = useHasher)]
pub fn use_hasher(
    #[wasm_bindgen(unchecked_optional_param_type = "() => Hasher")] make: &JsValue,
) -> Result<(), JsValue> {
    let make = match make.dyn_ref::<Function>() {
        Some(make) => Some(make.clone()),
        None if make.is_undefined() => None,
        None => return Err(convert::mistyped("make", "a function", make)),
    };
    MAKE.set(make);
    Ok(())
}

/// A hash under way.
pub(crate) enum Hash {
    Core(PayloadHasher),
    Runtime(Hasher),
}

impl Hash {
    /// For a body of that many bytes.
    pub(crate) fn of(body_len: u64) -> Result<Self, JsValue> {
        let make = MAKE.with_borrow(|make| make.clone().filter(|_| body_len > WORTH_A_CALL));
        Ok(match make {
            None => Self::Core(PayloadHasher::default()),
            Some(make) => Self::Runtime(make.call0(&JsValue::UNDEFINED)?.unchecked_into()),
        })
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        match self {
            Self::Core(hasher) => hasher.update(bytes),
            Self::Runtime(hasher) => drop(hasher.update(bytes)?),
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<PayloadHash, JsValue> {
        match self {
            Self::Core(hasher) => Ok(hasher.finish()),
            Self::Runtime(hasher) => payload(&hasher.digest()?, "hasher.digest"),
        }
    }
}

/// The 32 bytes that somebody else computed.
pub(crate) fn payload(value: &JsValue, field: &str) -> Result<PayloadHash, JsValue> {
    value
        .dyn_ref::<Uint8Array>()
        .and_then(|bytes| bytes.to_vec().try_into().ok())
        .map(PayloadHash::from_bytes)
        .ok_or_else(|| convert::mistyped(field, "the 32 bytes of a SHA-256, a Uint8Array,", value))
}

/// A hash that `glue.js` feeds.
#[wasm_bindgen(skip_typescript)]
pub struct Hashing(Option<Hash>);

impl From<Hash> for Hashing {
    fn from(hash: Hash) -> Self {
        Self(Some(hash))
    }
}

#[wasm_bindgen]
impl Hashing {
    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        self.0.as_mut().expect_throw("a hash that has not finished").update(bytes)
    }

    /// The hash of all bytes.
    pub fn digest(&mut self) -> Result<Uint8Array, JsValue> {
        let hash = self.0.take().expect_throw("a hash that has not finished").finish()?;
        Ok(Uint8Array::from(&hash.as_bytes()[..]))
    }
}
