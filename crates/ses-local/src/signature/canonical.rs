//! The canonical request: what both sides hash.
//!
//! Written here, not taken from the crate that makes the key, because a client
//! that is refused is told this text, and because that crate can put neither a
//! `Date` header nor a given order of presigned parameters into it. Tests hold
//! it against that crate, botocore and the conformance vectors of AWS.
//!
//! # Source
//!
//! IAM User Guide, "Create a signed AWS API request", step 1.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, percent_encode};
use sha2::{Digest, Sha256};

use super::Received;

/// All but RFC 3986's unreserved characters are encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
const ENCODED_PATH: &AsciiSet = &ENCODED.remove(b'/');

const TOKEN_HEADER: &str = "x-amz-security-token";
const TOKEN_PARAMETER: &[u8] = b"X-Amz-Security-Token";
const SIGNATURE_PARAMETER: &[u8] = b"X-Amz-Signature";

/// The lines of a canonical request.
pub(super) struct Canonical {
    method: String,
    path: String,
    query: String,
    /// Names in lower case with their values, blanks folded.
    headers: Vec<(String, Vec<u8>)>,
    payload_hash: String,
    /// The session tokens, in the query or among the headers, as they stand there.
    secrets: Vec<Vec<u8>>,
}

/// A name in `SignedHeaders` that the request has no header for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoSuchHeader(pub(super) String);

impl Canonical {
    /// `request` as received, over the headers said to be signed (sorted).
    pub(super) fn new(
        request: Received<'_>,
        signed_headers: &[String],
        normalize: bool,
    ) -> Result<Self, NoSuchHeader> {
        let (path, query) = request.target.split_once('?').unwrap_or((request.target, ""));
        let parameters: Vec<_> = parameters(query).collect();
        let mut secrets: Vec<Vec<u8>> = parameters
            .iter()
            .filter(|(name, _)| name == TOKEN_PARAMETER)
            .map(|(_, value)| percent_encode(value, ENCODED).to_string().into_bytes())
            .collect();
        let mut headers = Vec::new();
        for name in signed_headers {
            let values = request.headers.get_all(name);
            let values: Vec<Vec<u8>> =
                values.iter().map(|value| folded(value.as_bytes())).collect();
            if values.is_empty() {
                return Err(NoSuchHeader(name.clone()));
            }
            let value = values.join(&b","[..]);
            if name == TOKEN_HEADER {
                secrets.push(value.clone());
            }
            headers.push((name.clone(), value));
        }
        Ok(Self {
            method: request.method.to_owned(),
            path: canonical_path(path, normalize),
            query: canonical_query(parameters),
            headers,
            payload_hash: hex(&Sha256::digest(request.body)),
            secrets,
        })
    }

    /// Its exact bytes.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{}\n{}\n{}\n", self.method, self.path, self.query).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend_from_slice(name.as_bytes());
            bytes.push(b':');
            bytes.extend_from_slice(value);
            bytes.push(b'\n');
        }
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        bytes.extend(format!("\n{}\n{}", names.join(";"), self.payload_hash).into_bytes());
        bytes
    }

    /// For people: without the session token, whose length is told instead.
    pub(super) fn shown(&self) -> String {
        let mut text = String::from_utf8_lossy(&self.bytes()).into_owned();
        // The longest first: one may be a part of another.
        let mut secrets: Vec<_> =
            self.secrets.iter().map(|secret| String::from_utf8_lossy(secret)).collect();
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
            text = text.replace(&**secret, &format!("(session token of {} bytes)", secret.len()));
        }
        text
    }

    pub(super) fn hash(&self) -> String {
        hex(&Sha256::digest(self.bytes()))
    }
}

/// The parameters of a query, decoded. A plus sign is a blank, as forms have it.
pub(super) fn parameters(query: &str) -> impl Iterator<Item = (Vec<u8>, Vec<u8>)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let decode = |text: &str| percent_decode(text.replace('+', " ").as_bytes()).collect();
        (decode(name), decode(value))
    })
}

fn canonical_query(parameters: Vec<(Vec<u8>, Vec<u8>)>) -> String {
    let mut encoded: Vec<(String, String)> = parameters
        .into_iter()
        .filter(|(name, _)| name != SIGNATURE_PARAMETER)
        .map(|(name, value)| {
            let encode = |bytes: &[u8]| percent_encode(bytes, ENCODED).to_string();
            (encode(&name), encode(&value))
        })
        .collect();
    encoded.sort();
    let pairs: Vec<String> =
        encoded.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("&")
}

/// The path as received, which is encoded once, encoded once more.
fn canonical_path(path: &str, normalize: bool) -> String {
    let path = if normalize { normalized(path) } else { path.to_owned() };
    percent_encode(path.as_bytes(), ENCODED_PATH).to_string()
}

/// Without `.`, `..` and empty segments (RFC 3986, 5.2.4).
fn normalized(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                kept.pop();
            }
            _ => kept.push(segment),
        }
    }
    let folder = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
    let end = if folder && !kept.is_empty() { "/" } else { "" };
    format!("/{}{end}", kept.join("/"))
}

/// Blanks at the ends removed, several in a row made one.
fn folded(value: &[u8]) -> Vec<u8> {
    let words = value.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(&b' ')
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for nibble in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(u32::from(nibble), 16));
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_normalized_and_encoded_once_more() {
        for (path, expected) in [
            ("/", "/"),
            ("", "/"),
            ("//a//b/", "/a/b/"),
            ("/a/./b/../c", "/a/c"),
            ("/a/..", "/"),
            ("/../..", "/"),
            (
                "/v2/email/identities/a%2Bb%40x.example",
                "/v2/email/identities/a%252Bb%2540x.example",
            ),
            ("/a+b@c", "/a%2Bb%40c"),
        ] {
            assert_eq!(canonical_path(path, true), expected, "{path}");
        }
        assert_eq!(canonical_path("//a/../b", false), "//a/../b");
    }

    #[test]
    fn queries_are_decoded_sorted_and_encoded() {
        let query = "b=2&a=%7e+x&a=%2B&c&X-Amz-Signature=00&&%61=!";
        let expected = "a=%21&a=%2B&a=~%20x&b=2&c=";
        assert_eq!(canonical_query(parameters(query).collect()), expected);
    }

    #[test]
    fn no_token_is_shown_wherever_it_stands() {
        let mut headers = axum::http::HeaderMap::new();
        headers.insert("x-amz-security-token", axum::http::HeaderValue::from_static("TokenA"));
        let target = "/?X-Amz-Security-Token=TokenAlong&X-Amz-Security-Token=Third";
        let request = Received { method: "GET", target, headers: &headers, body: b"" };
        let canonical = Canonical::new(request, &[TOKEN_HEADER.to_owned()], true).unwrap();
        let shown = canonical.shown();
        for token in ["TokenA", "Along", "Third"] {
            assert!(!shown.contains(token), "{shown}");
        }
        assert!(shown.contains("X-Amz-Security-Token=(session token of 10 bytes)"), "{shown}");
    }

    #[test]
    fn blanks_are_folded() {
        assert_eq!(folded(b"  a   b c  "), b"a b c");
        assert_eq!(folded(b""), b"");
    }
}
