//! Signature Version 4. The only file that hashes.
//!
//! Signed are `content-type`, `host`, `x-amz-date` and, with temporary
//! credentials, `x-amz-security-token`: what SES demands and no more, since a
//! browser's preflight may refuse any other header.
//!
//! # Source
//! IAM User Guide, "Create a signed AWS API request".

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize as _, Zeroizing};

use crate::credentials::Credentials;
use crate::operation::Request;
use crate::region::Endpoint;
use crate::stamp::{UnixTime, hex};

/// Both SES APIs sign as this service.
const SERVICE: &str = "ses";

/// A request that SES accepts from five minutes before its time to five after.
///
/// It holds the session token and a signature: `Debug` shows neither, and its
/// headers are wiped on drop. Move fields out by [`std::mem::take`].
#[derive(Clone, PartialEq, Eq)]
pub struct SignedRequest {
    /// Where to send it, by `POST`.
    pub url: String,
    /// All headers but `Host`, which every client sets by itself.
    pub headers: Vec<(&'static str, String)>,
    /// The payload, byte for byte what was signed.
    pub body: Vec<u8>,
}

/// Signs `request` for `endpoint` as of `at`.
pub fn sign(
    request: Request,
    endpoint: &Endpoint,
    credentials: &Credentials,
    at: UnixTime,
) -> SignedRequest {
    let amz_date = at.amz_date();
    let token = credentials.session_token();
    let mut signed = vec![
        ("content-type", request.content_type),
        ("host", endpoint.host()),
        ("x-amz-date", &amz_date),
    ];
    signed.extend(token.map(|token| ("x-amz-security-token", token)));
    let names: Vec<&str> = signed.iter().map(|(name, _)| *name).collect();
    let names = names.join(";");

    let canonical = canonical_request(request.path, &signed, &names, &request.body);
    let scope = format!("{}/{}/{SERVICE}/aws4_request", at.day(), endpoint.region());
    let to_sign = string_to_sign(&amz_date, &scope, &canonical);
    let key = signing_key(credentials.secret_access_key(), &at.day(), endpoint.region().as_str());
    let signature = hex(&hmac(key.as_slice(), &to_sign));

    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={names}, Signature={signature}",
        credentials.access_key_id()
    );
    let mut headers =
        vec![("authorization", authorization), ("content-type", request.content_type.to_owned())];
    headers.extend(token.map(|token| ("x-amz-security-token", token.to_owned())));
    headers.push(("x-amz-date", amz_date));
    SignedRequest {
        url: format!("{}{}", endpoint.origin(), request.path),
        headers,
        body: request.body,
    }
}

/// Everything but `/` and RFC 3986's unreserved characters.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

/// Step 1. The path, already encoded, is encoded once more, as for every service but S3.
fn canonical_request(
    path: &str,
    headers: &[(&str, &str)],
    names: &str,
    body: &[u8],
) -> Zeroizing<String> {
    // Made once, at its full size: a string that grows leaves copies of the token behind.
    let headers_size: usize =
        headers.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
    let size = 3 * path.len() + headers_size + names.len() + 80;
    let mut canonical = Zeroizing::new(String::with_capacity(size));
    canonical.push_str("POST\n");
    canonical.extend(utf8_percent_encode(path, PATH));
    canonical.push_str("\n\n");
    for (name, value) in headers {
        canonical.push_str(name);
        canonical.push(':');
        canonical.push_str(value);
        canonical.push('\n');
    }
    canonical.push('\n');
    canonical.push_str(names);
    canonical.push('\n');
    canonical.push_str(&hex(&Sha256::digest(body)));
    debug_assert!(canonical.len() <= size);
    canonical
}

/// Steps 2 and 3.
fn string_to_sign(amz_date: &str, scope: &str, canonical: &str) -> String {
    format!("AWS4-HMAC-SHA256\n{amz_date}\n{scope}\n{}", hex(&Sha256::digest(canonical.as_bytes())))
}

/// Step 4: a key for one day, Region and service.
fn signing_key(secret: &str, day: &str, region: &str) -> Zeroizing<[u8; 32]> {
    let mut first = Vec::with_capacity(4 + secret.len());
    first.extend_from_slice(b"AWS4");
    first.extend_from_slice(secret.as_bytes());
    let first = Zeroizing::new(first);
    let mut key = Zeroizing::new(hmac(&first, day));
    for part in [region, SERVICE, "aws4_request"] {
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

impl Drop for SignedRequest {
    fn drop(&mut self) {
        self.headers.iter_mut().for_each(|(_, value)| value.zeroize());
    }
}

impl fmt::Debug for SignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("SignedRequest")
            .field("url", &self.url)
            .field("headers", &names)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

#[cfg(test)]
mod tests;
