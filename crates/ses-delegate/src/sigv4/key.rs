//! Step 4: a key for one day, Region and service.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use super::SERVICE;
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
        let day = at.day();
        let region = endpoint.region().as_str();
        Self {
            access_key_id: credentials.access_key_id().to_owned(),
            session_token: credentials.session_token().map(str::to_owned),
            scope: scope(&day, region),
            key: derive(credentials.secret_access_key(), &day, region, SERVICE),
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
        let wanted = scope(&at.day(), endpoint.region().as_str());
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
        hex(&hmac(self.key.as_slice(), string_to_sign))
    }
}

fn scope(day: &str, region: &str) -> String {
    format!("{day}/{region}/{SERVICE}/aws4_request")
}

pub(super) fn derive(secret: &str, day: &str, region: &str, service: &str) -> Zeroizing<[u8; 32]> {
    let mut first = Zeroizing::new(Vec::with_capacity(4 + secret.len()));
    first.extend_from_slice(b"AWS4");
    first.extend_from_slice(secret.as_bytes());
    let mut key = Zeroizing::new(hmac(&first, day));
    for part in [region, service, "aws4_request"] {
        let mut next = hmac(key.as_slice(), part);
        key.copy_from_slice(&next);
        next.zeroize();
    }
    key
}

fn hmac(key: &[u8], text: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

impl Drop for SigningKey {
    fn drop(&mut self) {
        self.session_token.zeroize();
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("access_key_id", &self.access_key_id)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}
