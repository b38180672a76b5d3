//! JavaScript bindings of `ses-delegate`: each export decodes, calls the core,
//! encodes. No model and no rule lives here.

mod body;
mod contents;
mod convert;
mod environment;
mod glue;
mod hash;

use std::cell::RefCell;

use js_sys::{Array, Date, Object, Uint8Array};
use ses_delegate::{self as core, Response, UnixTime};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use contents::Kept;
pub use hash::use_hasher;
use hash::{Hash, Hashing};

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
    let (draft, contents) = convert::draft(draft)?;
    let stamp = if stamp.is_undefined() { environment::stamp()? } else { convert::stamp(stamp)? };
    let core = core::prepare(&draft, &stamp).map_err(|errors| convert::input_error(&errors))?;
    Ok(Prepared { core, contents })
}

/// A request ready to be signed, and everything a person may want to see of it.
#[wasm_bindgen]
pub struct Prepared {
    core: core::Prepared,
    contents: Vec<Kept>,
}

#[wasm_bindgen]
impl Prepared {
    /// Which operation, and where the ARNs are.
    #[wasm_bindgen(getter, unchecked_return_type = "Route")]
    pub fn route(&self) -> String {
        self.core.route.as_str().to_owned()
    }

    /// Why that one.
    #[wasm_bindgen(getter, unchecked_return_type = "Reason")]
    pub fn reason(&self) -> String {
        self.core.reason.as_str().to_owned()
    }

    /// AWS's name of the operation.
    #[wasm_bindgen(getter)]
    pub fn operation(&self) -> String {
        self.core.route.operation().to_owned()
    }

    /// The Region that the request is signed for.
    #[wasm_bindgen(getter)]
    pub fn region(&self) -> String {
        self.core.endpoint.region().to_string()
    }

    /// Where it goes.
    #[wasm_bindgen(getter)]
    pub fn url(&self) -> String {
        format!("{}{}", self.core.endpoint.origin(), self.core.request.target())
    }

    /// True if the draft names another server than AWS's.
    #[wasm_bindgen(getter, js_name = isOverride)]
    pub fn is_override(&self) -> bool {
        self.core.endpoint.is_override()
    }

    /// The operation's members, flat: nested names joined by dots, lists
    /// counted from `member.1`, in both dialects.
    #[wasm_bindgen(getter, unchecked_return_type = "[name: string, value: string][]")]
    pub fn parameters(&self) -> Array {
        self.core
            .request
            .parameters()
            .iter()
            .map(|(name, value)| Array::of2(&name.as_str().into(), &value.as_str().into()))
            .collect()
    }

    /// The MIME, made anew each time; undefined where SES writes it. Throws a
    /// `SesInputError` if the bytes of a file are elsewhere or in a Blob.
    #[wasm_bindgen(getter, unchecked_return_type = "Uint8Array<ArrayBuffer> | undefined")]
    pub fn mime(&self) -> Result<Option<Uint8Array>, JsValue> {
        let mime = self.core.mime.as_ref();
        mime.map(|mime| body::whole(mime.plan(), &self.contents)).transpose()
    }

    /// The exact length of the body in bytes, known before any file is read.
    #[wasm_bindgen(getter, js_name = bodyLength)]
    pub fn body_length(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53: SES takes 40 MB")]
        let length = self.core.request.body.len() as f64;
        length
    }

    /// The body in one array, made anew each time. Throws a `SesInputError` if
    /// the bytes of a file are elsewhere or in a Blob.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer>")]
    pub fn body(&self) -> Result<Uint8Array, JsValue> {
        body::whole(&self.core.request.body, &self.contents)
    }

    /// The body in chunks of about 200 kB; ask again for another pass.
    ///
    /// `open` gives the bytes of the files that are kept elsewhere, by their
    /// place among the attachments. Each chunk is new, or, if `into` is given
    /// (256 KiB at least), a view of it that holds until the next is asked for.
    #[wasm_bindgen(
        unchecked_return_type = "AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>"
    )]
    pub fn chunks(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Open")] open: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Uint8Array")] into: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let sources = body::sources(&self.contents, open)?;
        let into = body::room(into)?;
        Ok(glue::chunks(body::segments(&self.core.request.body), sources, open, into))
    }

    /// The SHA-256 of the body, in a pass of its own through `chunks(open)`:
    /// for `signHashed`.
    #[wasm_bindgen(unchecked_return_type = "Promise<Uint8Array>")]
    pub fn hash(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Open")] open: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let plan = &self.core.request.body;
        let sources = body::sources(&self.contents, open)?;
        let hasher = Hashing::from(Hash::of(plan.len())?);
        Ok(glue::hash(body::segments(plan), sources, open, hasher.into()))
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
        convert::outcome(&self.core.route.interpret(&response))
    }
}

/// AWS credentials, held in wasm memory and wiped by `free()` or `using`.
/// JavaScript strings cannot be wiped: drop your own copies.
#[wasm_bindgen]
pub struct Credentials {
    keys: core::Credentials,
    /// The last one derived: most requests of a day go to the same Region.
    derived: RefCell<Option<core::SigningKey>>,
}

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
        .map(|keys| Self { keys, derived: RefCell::default() })
        .map_err(|error| convert::input_error(&[error]))
    }

    /// The public half of the key.
    #[wasm_bindgen(getter, js_name = accessKeyId)]
    pub fn access_key_id(&self) -> String {
        self.keys.access_key_id().to_owned()
    }

    /// Signs the request for the moment `at`, now if not given, with its body.
    /// `fetch(signed.url, signed)` sends it.
    #[wasm_bindgen(unchecked_return_type = "SignedRequest")]
    pub fn sign(
        &self,
        prepared: &Prepared,
        #[wasm_bindgen(unchecked_optional_param_type = "Date")] at: &JsValue,
    ) -> Result<Object, JsValue> {
        let at = moment(at)?;
        let (body, hash) = body::hashed(&prepared.core.request.body, &prepared.contents)?;
        self.signed(prepared, &hash, at).map(|signed| convert::signed_request(&signed, Some(&body)))
    }

    /// Signs the request without its body, whose SHA-256 is given: by
    /// `prepared.hash(open)`, or by whatever hashed `prepared.body()`.
    #[wasm_bindgen(js_name = signHashed, unchecked_return_type = "SignedHead")]
    pub fn sign_hashed(
        &self,
        prepared: &Prepared,
        #[wasm_bindgen(unchecked_param_type = "Uint8Array")] sha256: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Date")] at: &JsValue,
    ) -> Result<Object, JsValue> {
        let hash = hash::payload(sha256, "sha256")?;
        self.signed(prepared, &hash, moment(at)?)
            .map(|signed| convert::signed_request(&signed, None))
    }

    /// What signs requests like `prepared` for the day (UTC) of `at`, today if
    /// not given: the secret can be freed at once and does not follow from it.
    #[wasm_bindgen(js_name = signingKey)]
    pub fn signing_key(
        &self,
        prepared: &Prepared,
        #[wasm_bindgen(unchecked_optional_param_type = "Date")] at: &JsValue,
    ) -> Result<SigningKey, JsValue> {
        let endpoint = &prepared.core.endpoint;
        Ok(SigningKey(core::SigningKey::new(&self.keys, endpoint, moment(at)?)))
    }

    fn signed(
        &self,
        prepared: &Prepared,
        hash: &core::PayloadHash,
        at: UnixTime,
    ) -> Result<core::SignedRequest, JsValue> {
        let mut derived = self.derived.borrow_mut();
        if let Some(key) = &*derived
            && let Ok(signed) = signed(key, prepared, hash, at)
        {
            return Ok(signed);
        }
        let key = core::SigningKey::new(&self.keys, &prepared.core.endpoint, at);
        signed(derived.insert(key), prepared, hash, at)
    }
}

/// Signs requests of one day and Region, as `Credentials` does; wiped by
/// `free()` or `using`. It still holds the session token.
#[wasm_bindgen]
pub struct SigningKey(core::SigningKey);

#[wasm_bindgen]
impl SigningKey {
    /// `<day>/<Region>/ses/aws4_request`: what it signs.
    #[wasm_bindgen(getter)]
    pub fn scope(&self) -> String {
        self.0.scope().to_owned()
    }

    /// As `Credentials.sign`; throws a `SesInputError` for another day or Region.
    #[wasm_bindgen(unchecked_return_type = "SignedRequest")]
    pub fn sign(
        &self,
        prepared: &Prepared,
        #[wasm_bindgen(unchecked_optional_param_type = "Date")] at: &JsValue,
    ) -> Result<Object, JsValue> {
        let at = moment(at)?;
        let (body, hash) = body::hashed(&prepared.core.request.body, &prepared.contents)?;
        signed(&self.0, prepared, &hash, at)
            .map(|signed| convert::signed_request(&signed, Some(&body)))
    }

    /// As `Credentials.signHashed`; throws a `SesInputError` for another day or Region.
    #[wasm_bindgen(js_name = signHashed, unchecked_return_type = "SignedHead")]
    pub fn sign_hashed(
        &self,
        prepared: &Prepared,
        #[wasm_bindgen(unchecked_param_type = "Uint8Array")] sha256: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Date")] at: &JsValue,
    ) -> Result<Object, JsValue> {
        let hash = hash::payload(sha256, "sha256")?;
        signed(&self.0, prepared, &hash, moment(at)?)
            .map(|signed| convert::signed_request(&signed, None))
    }
}

fn signed(
    key: &core::SigningKey,
    prepared: &Prepared,
    hash: &core::PayloadHash,
    at: UnixTime,
) -> Result<core::SignedRequest, JsValue> {
    let Prepared { core, .. } = prepared;
    key.sign(&core.request, hash, &core.endpoint, at)
        .map_err(|error| convert::input_error(&[error]))
}

/// `at`, or now.
fn moment(at: &JsValue) -> Result<UnixTime, JsValue> {
    if at.is_undefined() { convert::time(Date::now(), "at") } else { convert::date(at, "at") }
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
