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
        let begin = at + NAME.len() + separator(&text[at + NAME.len()..]);
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

/// The bytes between name and value, in headers, queries, JSON and XML; none if
/// nothing says that a value follows.
fn separator(text: &str) -> usize {
    let mut rest = text;
    let mut assigns = false;
    while let Some((c, after)) = first(rest) {
        assigns |= ":=>".contains(c);
        if !":=> \"'[\\".contains(c) {
            break;
        }
        rest = after;
    }
    if assigns { text.len() - rest.len() } else { 0 }
}

/// How many bytes at the beginning of `text` are a token's.
fn token(text: &str) -> usize {
    let mut rest = text;
    while let Some((c, after)) = first(rest) {
        if !c.is_ascii_alphanumeric() && !"+/=%-_.~".contains(c) {
            break;
        }
        rest = after;
    }
    text.len() - rest.len()
}

/// The first character, as JSON, XML or a query may write it, and what follows.
fn first(text: &str) -> Option<(char, &str)> {
    let escaped = || {
        let hex = |digits: &str| u32::from_str_radix(digits, 16).ok();
        let (code, after) = if let Some(rest) = text.strip_prefix("\\/") {
            (Some(u32::from('/')), rest)
        } else if let Some(rest) = text.strip_prefix("\\u") {
            (hex(rest.get(..4)?), &rest[4..])
        } else if let Some(rest) = text.strip_prefix('%') {
            (hex(rest.get(..2)?), &rest[2..])
        } else {
            let rest = text.strip_prefix('&')?;
            let end = rest.bytes().take(10).position(|b| b == b';')?;
            let (name, after) = (&rest[..end], &rest[end + 1..]);
            let code = match name.strip_prefix('#') {
                None if name == "quot" => Some(u32::from('"')),
                None if name == "apos" => Some(u32::from('\'')),
                None => None,
                Some(code) => code.strip_prefix(['x', 'X']).map_or_else(|| code.parse().ok(), hex),
            };
            (code, after)
        };
        Some((char::from_u32(code?)?, after))
    };
    escaped().or_else(|| text.chars().next().map(|c| (c, &text[c.len_utf8()..])))
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
                r#"{"x-amz-security-token": "FwoG+ZXIv=", "b": 1}"#,
                r#"{"x-amz-security-token": "(session token, not shown)", "b": 1}"#,
            ),
            (
                r#"{"x-amz-security-token":["FwoGZXIvYXdz"]}"#,
                r#"{"x-amz-security-token":["(session token, not shown)"]}"#,
            ),
            (
                "x-amz-security-token:FwoG&#43;ZXIv&#x2F;YXdz&#10;b&amp;c",
                "x-amz-security-token:(session token, not shown)&#10;b&amp;c",
            ),
            (
                "x-amz-security-token&quot;: &quot;FwoGZXIvYXdz&quot;",
                "x-amz-security-token&quot;: &quot;(session token, not shown)&quot;",
            ),
            (
                r"x-amz-security-token\u003dFwoGZXIvYXdz\u0026b",
                r"x-amz-security-token\u003d(session token, not shown)\u0026b",
            ),
            (
                "X-Amz-Security-Token%3AFwoG%2bZXIv%0Ab",
                "X-Amz-Security-Token%3A(session token, not shown)%0Ab",
            ),
            (r"x-amz-security-token:\u12é &#x;", r"x-amz-security-token:\u12é &#x;"),
            (
                "x-amz-security-token:FwoGZXIvYXdz x-amz-security-token:FwoGZXIvYXdz",
                "x-amz-security-token:(session token, not shown) x-amz-security-token:(session token, not shown)",
            ),
        ] {
            assert_eq!(without_tokens(text), shown);
        }
    }
}
