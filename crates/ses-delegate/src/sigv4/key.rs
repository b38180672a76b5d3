//! Step 4: a key for one day, Region and service.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::{Zeroize as _, ZeroizeOnDrop, Zeroizing};

use crate::credentials::Credentials;
use crate::error::ParseError;
use crate::region::Endpoint;
use crate::stamp::{UnixTime, hex};

/// What signs requests of one day (UTC), Region and service: derived from the
/// secret, which can be dropped at once and does not follow from it.
///
/// It still signs for that day, and holds the session token: wiped on drop,
/// and `Debug` shows the scope only.
pub struct SigningKey {
    access_key_id: String,
    session_token: Option<String>,
    /// `<day>/<Region>/<service>/aws4_request`.
    scope: String,
    key: Zeroizing<[u8; 32]>,
}

impl SigningKey {
    /// Derives the key for requests to `endpoint` on the day of `at`.
    pub fn new(credentials: &Credentials, endpoint: &Endpoint, at: UnixTime) -> Self {
        let (region, service) = (endpoint.region().as_str(), endpoint.service().as_str());
        Self {
            access_key_id: credentials.access_key_id().to_owned(),
            session_token: credentials.session_token().map(str::to_owned),
            scope: scope(endpoint, at),
            key: derive(credentials.secret_access_key(), &at.day(), region, service),
        }
    }

    /// The public half of the key it comes from.
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// `<day>/<Region>/<service>/aws4_request`: what it signs.
    pub fn scope(&self) -> &str {
        &self.scope
    }

    pub(super) fn session_token(&self) -> Option<&str> {
        self.session_token.as_deref()
    }

    pub(super) fn fits(&self, endpoint: &Endpoint, at: UnixTime) -> Result<(), ParseError> {
        let wanted = scope(endpoint, at);
        if self.scope == wanted {
            Ok(())
        } else {
            Err(ParseError::new(
                "signing_key.scope",
                format!("a signing key for {wanted}"),
                format!("one for {}", self.scope),
            ))
        }
    }

    /// Lower-case hexadecimal.
    pub(super) fn signature(&self, string_to_sign: &str) -> String {
        signature(&self.key, string_to_sign)
    }
}

fn scope(endpoint: &Endpoint, at: UnixTime) -> String {
    let (region, service) = (endpoint.region(), endpoint.service().as_str());
    format!("{}/{region}/{service}/aws4_request", at.day())
}

pub(super) fn derive(secret: &str, day: &str, region: &str, service: &str) -> Zeroizing<[u8; 32]> {
    let mut first = Zeroizing::new(Vec::with_capacity(4 + secret.len()));
    first.extend_from_slice(b"AWS4");
    first.extend_from_slice(secret.as_bytes());
    [region, service, "aws4_request"]
        .into_iter()
        .fold(hmac(&first, day), |key, part| hmac(key.as_slice(), part))
}

/// The key of such a scope, and with it the bytes that sign `text`.
pub(crate) fn derive_and_sign(
    secret: &str,
    day: &str,
    region: &str,
    service: &str,
    text: &str,
) -> Zeroizing<[u8; 32]> {
    hmac(derive(secret, day, region, service).as_slice(), text)
}

pub(super) fn signature(key: &[u8; 32], string_to_sign: &str) -> String {
    hex(hmac(key, string_to_sign).as_slice())
}

/// The state of hmac and sha2 is wiped by their feature `zeroize`; the block into
/// which hmac pads the key while it starts stays on the stack until overwritten.
fn hmac(key: &[u8], text: &str) -> Zeroizing<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    let mut tag = mac.finalize().into_bytes();
    let mut kept = Zeroizing::new([0; 32]);
    kept.copy_from_slice(&tag);
    tag.as_mut_slice().zeroize();
    kept
}

impl Drop for SigningKey {
    fn drop(&mut self) {
        self.session_token.zeroize();
    }
}

impl ZeroizeOnDrop for SigningKey {}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("access_key_id", &self.access_key_id)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}
