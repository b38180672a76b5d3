//! Signature Version 4, over the hash of a plan. Only `key.rs` and `payload.rs` hash.
//!
//! Signed are `content-type`, `host`, `x-amz-date` and, with temporary
//! credentials, `x-amz-security-token`: what SES and STS demand and no more, since
//! a browser's preflight may refuse any other header.
//!
//! # Source
//! IAM User Guide, "Create a signed AWS API request".

mod canonical;
mod key;
mod payload;

use std::fmt;

use zeroize::{Zeroize as _, ZeroizeOnDrop, Zeroizing};

use self::canonical::{Canonical, SECURITY_TOKEN, canonical_request};
use crate::credentials::Credentials;
use crate::error::ParseError;
use crate::operation::{Method, Request};
use crate::region::Endpoint;
use crate::stamp::{UnixTime, hex};

pub use key::SigningKey;
pub(crate) use key::derive_and_sign;
pub use payload::{PayloadHash, PayloadHasher};

/// Where a request goes and what proves who sends it; its body is the plan's.
///
/// SES accepts it from five minutes before its time to five after. It holds the
/// session token and a signature: `Debug` shows neither, and its headers are
/// wiped on drop. Move fields out by [`std::mem::take`].
#[derive(Clone, PartialEq, Eq)]
pub struct SignedRequest {
    /// The method.
    pub method: Method,
    /// Where to send it.
    pub url: String,
    /// All headers but `Host`, which every client sets by itself.
    pub headers: Vec<(&'static str, String)>,
    canonical_request: Zeroizing<String>,
    string_to_sign: String,
}

impl SignedRequest {
    /// Step 1 of the signature, to be held against what AWS says it expected;
    /// `(redacted)` in place of the session token, so its hash is another.
    pub fn canonical_request(&self) -> String {
        canonical::redacted(&self.canonical_request)
    }

    /// Step 1 of the signature as it was hashed: it holds the session token.
    pub fn dangerous_canonical_request(&self) -> &str {
        &self.canonical_request
    }

    /// Step 3 of the signature. It holds no secret.
    pub fn string_to_sign(&self) -> &str {
        &self.string_to_sign
    }
}

/// Signs `request`, whose body has the hash `payload`, for `endpoint` as of `at`:
/// for its Region and its service.
pub fn sign(
    request: &Request,
    payload: &PayloadHash,
    endpoint: &Endpoint,
    credentials: &Credentials,
    at: UnixTime,
) -> SignedRequest {
    signed(request, payload, endpoint, &SigningKey::new(credentials, endpoint, at), at)
}

impl SigningKey {
    /// Signs as [`sign`] does, without the secret.
    ///
    /// # Errors
    /// `signing_key.scope` on another day (UTC), in another Region or for
    /// another service than the key was derived for.
    pub fn sign(
        &self,
        request: &Request,
        payload: &PayloadHash,
        endpoint: &Endpoint,
        at: UnixTime,
    ) -> Result<SignedRequest, ParseError> {
        self.fits(endpoint, at)?;
        Ok(signed(request, payload, endpoint, self, at))
    }
}

fn signed(
    request: &Request,
    payload: &PayloadHash,
    endpoint: &Endpoint,
    key: &SigningKey,
    at: UnixTime,
) -> SignedRequest {
    let amz_date = at.amz_date();
    let token = key.session_token();
    let to_sign: Vec<(&str, &str)> = [
        request.content_type.map(|value| ("content-type", value)),
        Some(("host", endpoint.host())),
        Some(("x-amz-date", &amz_date)),
        token.map(|token| (SECURITY_TOKEN, token)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let Canonical { text: canonical_request, signed_headers } = canonical_request(
        request.method.as_str(),
        &request.path,
        &request.query,
        &to_sign,
        payload,
    );
    let string_to_sign = string_to_sign(&amz_date, key.scope(), &canonical_request);
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential={}/{}, SignedHeaders={signed_headers}, Signature={}",
        key.access_key_id(),
        key.scope(),
        key.signature(&string_to_sign),
    );
    let mut headers = vec![("authorization", authorization)];
    headers.extend(request.content_type.map(|value| ("content-type", value.to_owned())));
    headers.extend(token.map(|token| (SECURITY_TOKEN, token.to_owned())));
    headers.push(("x-amz-date", amz_date));
    SignedRequest {
        method: request.method,
        url: format!("{}{}", endpoint.origin(), request.target()),
        headers,
        canonical_request,
        string_to_sign,
    }
}

/// Steps 2 and 3.
fn string_to_sign(amz_date: &str, scope: &str, canonical: &str) -> String {
    let hash = PayloadHash::of(canonical.as_bytes());
    format!("AWS4-HMAC-SHA256\n{amz_date}\n{scope}\n{}", hex(hash.as_bytes()))
}

impl Drop for SignedRequest {
    fn drop(&mut self) {
        self.headers.iter_mut().for_each(|(_, value)| value.zeroize());
    }
}

impl ZeroizeOnDrop for SignedRequest {}

impl fmt::Debug for SignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("SignedRequest")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("headers", &names)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod vectors;
