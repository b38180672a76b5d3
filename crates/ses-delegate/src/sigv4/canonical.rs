//! Step 1: the request in the one form that both sides hash.

use percent_encoding::{AsciiSet, percent_decode_str, percent_encode, utf8_percent_encode};
use zeroize::Zeroizing;

use super::PayloadHash;
use crate::form::RESERVED;
use crate::stamp::hex;

/// The header whose value is a secret.
pub(super) const SECURITY_TOKEN: &str = "x-amz-security-token";

/// A canonical request and the names of the headers in it.
pub(super) struct Canonical {
    /// It may hold the session token.
    pub(super) text: Zeroizing<String>,
    /// Joined by `;`.
    pub(super) signed_headers: String,
}

/// Everything but `/` and RFC 3986's unreserved characters.
const PATH: &AsciiSet = &RESERVED.remove(b'/');

/// `path` as it will be sent: being encoded already, it is encoded once more,
/// as for every service but S3. `headers` by lower-case names, in any order,
/// each once.
pub(super) fn canonical_request(
    method: &str,
    path: &str,
    query: &str,
    headers: &[(&str, &str)],
    payload: &PayloadHash,
) -> Canonical {
    let mut headers = headers.to_vec();
    headers.sort_unstable();
    let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
    let signed_headers = names.join(";");
    let query = canonical_query(query);

    // Made once, at its full size: a string that grows leaves copies of the token behind.
    let headers_size: usize =
        headers.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
    let size = method.len()
        + 3 * path.len()
        + query.len()
        + headers_size
        + signed_headers.len()
        + 2 * payload.as_bytes().len()
        + 5;
    let mut text = Zeroizing::new(String::with_capacity(size));
    text.push_str(method);
    text.push('\n');
    text.extend(utf8_percent_encode(path, PATH));
    text.push('\n');
    text.push_str(&query);
    text.push('\n');
    for (name, value) in headers {
        text.push_str(name);
        text.push(':');
        push_trimmed(&mut text, value);
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&signed_headers);
    text.push('\n');
    text.push_str(&hex(payload.as_bytes()));
    debug_assert!(text.len() <= size);
    Canonical { text, signed_headers }
}

/// Sorted by encoded name, then by encoded value; every name with its `=`.
fn canonical_query(query: &str) -> String {
    let encoded = |text: &str| {
        let bytes: Vec<u8> = percent_decode_str(text).collect();
        percent_encode(&bytes, RESERVED).to_string()
    };
    let mut pairs: Vec<(String, String)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (encoded(name), encoded(value)))
        .collect();
    pairs.sort_unstable();
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("&")
}

/// Without spaces at its ends, and one where there are several.
fn push_trimmed(text: &mut String, value: &str) {
    let mut words = value.split(' ').filter(|word| !word.is_empty());
    text.extend(words.next());
    for word in words {
        text.push(' ');
        text.push_str(word);
    }
}

/// `canonical` with a word in place of the session token.
pub(super) fn redacted(canonical: &str) -> String {
    let show = |line: &str| match line.split_once(':') {
        Some((SECURITY_TOKEN, _)) => format!("{SECURITY_TOKEN}:(redacted)"),
        _ => line.to_owned(),
    };
    canonical.split('\n').map(show).collect::<Vec<_>>().join("\n")
}
