//! What of an answer is not kept: session tokens.
//!
//! `SignatureDoesNotMatch` may quote the request that AWS would have signed,
//! `x-amz-security-token` and all.

use std::borrow::Cow;

const NAME: &str = "x-amz-security-token";
const SHOWN: &str = "(session token, not shown)";

/// `text` without the values of `x-amz-security-token`; the rest is as it was.
pub(crate) fn without_tokens(text: &str) -> Cow<'_, str> {
    let lower = text.to_ascii_lowercase();
    let mut shown = String::new();
    let mut kept = 0;
    for (at, _) in lower.match_indices(NAME) {
        let begin = at + NAME.len() + separator(&lower[at + NAME.len()..]);
        let length = token(&text[begin..]);
        // Shorter ones are no tokens: `x-amz-security-token, x-amz-date`.
        if begin > at + NAME.len() && begin >= kept && length >= 8 {
            shown.push_str(&text[kept..begin]);
            shown.push_str(SHOWN);
            kept = begin + length;
        }
    }
    if kept == 0 {
        return text.into();
    }
    shown.push_str(&text[kept..]);
    shown.into()
}

/// The bytes between name and value, in headers, queries and encodings of them.
fn separator(rest: &str) -> usize {
    for mark in [":", "=", "%3a", "%3d", "\":\"", "\": \"", "': '"] {
        if let Some(after) = rest.strip_prefix(mark) {
            return mark.len() + after.len() - after.trim_start_matches(' ').len();
        }
    }
    0
}

fn token(text: &str) -> usize {
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        let is_token = byte.is_ascii_alphanumeric() || b"+/=%-_.~".contains(&byte);
        // JSON may write `/` as `\/`.
        let is_slash = byte == b'\\' && matches!(bytes.peek(), Some((_, b'/')));
        if !is_token && !is_slash {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_go_and_all_else_stays() {
        for (text, shown) in [
            ("", ""),
            (
                "host;x-amz-date;x-amz-security-token\n\nabcdefghijk",
                "host;x-amz-date;x-amz-security-token\n\nabcdefghijk",
            ),
            (
                "a\nX-Amz-Security-Token:FwoGZXIvYXdz+/=\nb",
                "a\nX-Amz-Security-Token:(session token, not shown)\nb",
            ),
            (
                "?X-Amz-Security-Token=FwoG%2BZXIvYXdz&b",
                "?X-Amz-Security-Token=(session token, not shown)&b",
            ),
            (
                "x-amz-security-token:FwoGZXIv\\/YXdz\\nb",
                "x-amz-security-token:(session token, not shown)\\nb",
            ),
            (
                "x-amz-security-token:FwoGZXIvYXdz x-amz-security-token:FwoGZXIvYXdz",
                "x-amz-security-token:(session token, not shown) x-amz-security-token:(session token, not shown)",
            ),
        ] {
            assert_eq!(without_tokens(text), shown);
        }
    }
}
