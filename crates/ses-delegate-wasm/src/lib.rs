//! JavaScript bindings of `ses-delegate`: each export decodes, calls the core,
//! encodes. No model and no rule lives here.

mod convert;
mod environment;

use js_sys::{Array, Date, Object, Uint8Array};
use ses_delegate::{self as core, PayloadHash, Response, UnixTime};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../types.d.ts");

/// Proves a draft and builds its request. Throws a `SesInputError` that names
/// every wrong field. Without a stamp, the clock and the random source of the
/// runtime are used.
#[wasm_bindgen]
pub fn prepare(
    #[wasm_bindgen(unchecked_param_type = "Draft")] draft: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Stamp")] stamp: &JsValue,
) -> Result<Prepared, JsValue> {
    let draft = convert::draft(draft)?;
    let stamp = if stamp.is_undefined() { environment::stamp()? } else { convert::stamp(stamp)? };
    core::prepare(&draft, &stamp).map(Prepared).map_err(|errors| convert::input_error(&errors))
}

/// A request ready to be signed, and everything a person may want to see of it.
#[wasm_bindgen]
pub struct Prepared(core::Prepared);

#[wasm_bindgen]
impl Prepared {
    /// Which operation, and where the ARNs are.
    #[wasm_bindgen(getter, unchecked_return_type = "Route")]
    pub fn route(&self) -> String {
        self.0.route.as_str().to_owned()
    }

    /// Why that one.
    #[wasm_bindgen(getter, unchecked_return_type = "Reason")]
    pub fn reason(&self) -> String {
        self.0.reason.as_str().to_owned()
    }

    /// AWS's name of the operation.
    #[wasm_bindgen(getter)]
    pub fn operation(&self) -> String {
        self.0.route.operation().to_owned()
    }

    /// The Region that the request is signed for.
    #[wasm_bindgen(getter)]
    pub fn region(&self) -> String {
        self.0.endpoint.region().to_string()
    }

    /// Where it goes.
    #[wasm_bindgen(getter)]
    pub fn url(&self) -> String {
        format!("{}{}", self.0.endpoint.origin(), self.0.request.target())
    }

    /// True if the draft names another server than AWS's.
    #[wasm_bindgen(getter, js_name = isOverride)]
    pub fn is_override(&self) -> bool {
        self.0.endpoint.is_override()
    }

    /// The operation's members, flat: nested names joined by dots, lists
    /// counted from `member.1`, in both dialects.
    #[wasm_bindgen(getter, unchecked_return_type = "[name: string, value: string][]")]
    pub fn parameters(&self) -> Array {
        self.0
            .request
            .parameters()
            .iter()
            .map(|(name, value)| Array::of2(&name.as_str().into(), &value.as_str().into()))
            .collect()
    }

    /// The MIME; undefined where SES writes it.
    #[wasm_bindgen(getter, unchecked_return_type = "Uint8Array<ArrayBuffer> | undefined")]
    pub fn mime(&self) -> Result<Option<Uint8Array>, JsValue> {
        let message = self.0.message().map_err(|error| convert::input_error(&[error]))?;
        Ok(message.map(|message| Uint8Array::from(message.as_slice())))
    }

    /// Reads SES's answer to this request.
    #[wasm_bindgen(unchecked_return_type = "Outcome")]
    pub fn interpret(
        &self,
        #[wasm_bindgen(unchecked_param_type = "RawResponse")] response: &JsValue,
    ) -> Result<Object, JsValue> {
        let answer = convert::answer(response)?;
        let response =
            Response { status: answer.status, headers: &answer.headers, body: &answer.body };
        convert::outcome(&self.0.route.interpret(&response))
    }
}

/// AWS credentials, held in wasm memory and wiped by `free()` or `using`.
/// JavaScript strings cannot be wiped: drop your own copies.
#[wasm_bindgen]
pub struct Credentials(core::Credentials);

#[wasm_bindgen]
impl Credentials {
    /// Throws a `SesInputError` that never holds a secret.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(js_name = accessKeyId, unchecked_param_type = "string")]
        access_key_id: &JsValue,
        #[wasm_bindgen(js_name = secretAccessKey, unchecked_param_type = "string")]
        secret_access_key: &JsValue,
        #[wasm_bindgen(js_name = sessionToken, unchecked_optional_param_type = "string")]
        session_token: &JsValue,
    ) -> Result<Self, JsValue> {
        // The copies that crossed the boundary are wiped when this returns.
        let id = convert::text(access_key_id, "accessKeyId")?.map(Zeroizing::new);
        let secret = convert::text(secret_access_key, "secretAccessKey")?.map(Zeroizing::new);
        let token = convert::text(session_token, "sessionToken")?.map(Zeroizing::new);
        let blank = Zeroizing::default();
        core::Credentials::new(
            id.as_ref().unwrap_or(&blank),
            secret.as_ref().unwrap_or(&blank),
            token.as_ref().map(|token| token.as_str()),
        )
        .map(Self)
        .map_err(|error| convert::input_error(&[error]))
    }

    /// The public half of the key.
    #[wasm_bindgen(getter, js_name = accessKeyId)]
    pub fn access_key_id(&self) -> String {
        self.0.access_key_id().to_owned()
    }

    /// Signs a copy of the request for the moment `at`, now if not given.
    /// `fetch(signed.url, signed)` sends it.
    #[wasm_bindgen(unchecked_return_type = "SignedRequest")]
    pub fn sign(
        &self,
        prepared: &Prepared,
        #[wasm_bindgen(unchecked_optional_param_type = "Date")] at: &JsValue,
    ) -> Result<Object, JsValue> {
        let at = if at.is_undefined() {
            convert::time(Date::now(), "at")?
        } else {
            convert::date(at, "at")?
        };
        let body = prepared.0.body().map_err(|error| convert::input_error(&[error]))?;
        let signed = prepared.0.sign(&PayloadHash::of(&body), &self.0, at);
        convert::signed_request(signed, &body)
    }
}

/// Seconds of a JavaScript time, if it is one.
fn unix_time(milliseconds: f64) -> Option<UnixTime> {
    // Beyond 2^53 and for NaN the cast saturates or gives 0; both are refused first.
    if !milliseconds.is_finite() || milliseconds < 0.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole seconds are wanted")]
    UnixTime::from_seconds((milliseconds / 1000.0) as i64).ok()
}
