//! Message tags: names and values of a message, for events.
//!
//! # Source
//!
//! SES API Reference, `MessageTag`; Developer Guide, "Amazon SES header fields"
//! (`X-SES-MESSAGE-TAGS`).

use serde::{Deserialize, Serialize};

use crate::refusal::{Check, Refusal};

const MAX_LENGTH: usize = 256;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tag {
    pub name: String,
    pub value: String,
}

impl Tag {
    /// 1 to 256 of `A-Z a-z 0-9 _ -`, both.
    pub(crate) fn new(name: &str, value: &str) -> Result<Self, Refusal> {
        for (what, text) in [("name", name), ("value", value)] {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
            if !(1..=MAX_LENGTH).contains(&text.len()) || !text.bytes().all(plain) {
                let message = format!(
                    "Message tag {what} '{text}': expected 1 to {MAX_LENGTH} of A-Z a-z 0-9 _ -."
                );
                return Err(Refusal::invalid(Check::Request, message)
                    .note("AWS documents the rule, but not these words."));
            }
        }
        Ok(Self { name: name.to_owned(), value: value.to_owned() })
    }

    /// `name=value, name=value`, as in `X-SES-MESSAGE-TAGS`.
    pub(crate) fn parse_list(text: &str) -> Result<Vec<Self>, Refusal> {
        text.split(',')
            .map(str::trim)
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                Self::new(name.trim(), value.trim())
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn a_header_is_a_list() {
        let tags = Tag::parse_list("campaign=spring, kind=news ,").unwrap();
        let pairs: Vec<_> =
            tags.iter().map(|tag| (tag.name.as_str(), tag.value.as_str())).collect();
        assert_eq!(pairs, [("campaign", "spring"), ("kind", "news")]);
        for text in ["a", "a=", "=b", "a=b c", "a=é"] {
            assert!(Tag::parse_list(text).is_err(), "{text}");
        }
        assert!(Tag::new(&"x".repeat(257), "y").is_err());
    }
}
