//! Message tags: names and values of a message, for events.
//!
//! # Source
//!
//! SES API Reference, `MessageTag`; Developer Guide, "Amazon SES header fields"
//! (`X-SES-MESSAGE-TAGS`).

use serde::{Deserialize, Serialize};

use crate::refusal::{Check, Refusal};

const MAX_LENGTH: usize = 256;

/// Tags that go into the `Feedback-ID` header.
///
/// # Source
///
/// Developer Guide, "Monitor email sending using event publishing",
/// "Fine-grained feedback for email campaigns".
const FEEDBACK: [&str; 2] = ["ses:feedback-id-a", "ses:feedback-id-b"];

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tag {
    pub name: String,
    pub value: String,
}

impl Tag {
    /// About how many bytes of memory it takes.
    pub(crate) fn weight(&self) -> usize {
        size_of::<Self>() + self.name.len() + self.value.len()
    }

    /// 1 to 256 of `A-Z a-z 0-9 _ -`, both; the two names of SES's own are taken
    /// as they are. The words are SES's (field reports: localstack#8588,
    /// localstack#8639, localstack#11243).
    pub(crate) fn new(name: &str, value: &str) -> Result<Self, Refusal> {
        let refuse = |message: String| Refusal::invalid(Check::Request, message);
        for (what, text) in [("name", name), ("value", value)] {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
            if text.is_empty() {
                return Err(refuse(format!("The tag {what} must be specified.")));
            }
            if text.len() > MAX_LENGTH {
                let message = format!("Tag {what} cannot exceed 255 characters.");
                return Err(refuse(message).note(format!(
                    "SES says 255, its documentation {MAX_LENGTH}: {MAX_LENGTH} are taken here."
                )));
            }
            let is_feedback = what == "name" && FEEDBACK.contains(&text);
            if !is_feedback && !text.bytes().all(plain) {
                return Err(refuse(format!(
                    "Invalid tag {what} <{text}>: only alphanumeric ASCII characters, '_', and \
                     '-' are allowed."
                )));
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
    }

    #[test]
    fn what_is_wrong_is_said_in_the_words_of_ses() {
        let long = "x".repeat(257);
        for (name, value, expected) in [
            ("", "b", "The tag name must be specified."),
            ("a", "", "The tag value must be specified."),
            (&long, "b", "Tag name cannot exceed 255 characters."),
            ("a", &long, "Tag value cannot exceed 255 characters."),
            (
                "a:b",
                "c",
                "Invalid tag name <a:b>: only alphanumeric ASCII characters, '_', and '-' are allowed.",
            ),
            (
                "a",
                "event:id:1",
                "Invalid tag value <event:id:1>: only alphanumeric ASCII characters, '_', and '-' are allowed.",
            ),
            (
                "ses:other",
                "c",
                "Invalid tag name <ses:other>: only alphanumeric ASCII characters, '_', and '-' are allowed.",
            ),
        ] {
            let refusal = Tag::new(name, value).unwrap_err();
            assert_eq!(refusal.message.as_deref(), Some(expected), "{name}={value}");
        }
        assert!(Tag::new(&long[1..], &long[1..]).is_ok());
        assert!(Tag::new("ses:feedback-id-a", "campaign").is_ok());
    }
}
