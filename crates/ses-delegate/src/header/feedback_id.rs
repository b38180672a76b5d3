//! Gmail's feedback loop.

use std::fmt;
use std::str::FromStr;

use crate::error::ParseError;

/// `Feedback-ID`: by what Gmail's feedback loop groups complaints.
///
/// `a:b:c:sender`, where `a` to `c` may be empty and `sender` has 5 to 15
/// characters; printable ASCII without spaces, at most 200 bytes in all. SES
/// adds a header of that name itself; Gmail reads whichever is signed.
///
/// # Source
/// Google, Gmail Help, "Feedback Loop" (`Feedback-ID: a:b:c:SenderId`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedbackId(String);

/// Longest id, in bytes. Google names no limit for the first three fields.
const LONGEST: usize = 200;

impl FeedbackId {
    /// The four fields, joined by colons.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for FeedbackId {
    type Err = ParseError;

    /// # Errors
    /// `feedback_id.syntax`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let fields: Vec<&str> = text.split(':').collect();
        let proven = text.len() <= LONGEST
            && text.bytes().all(|b| b.is_ascii_graphic())
            && matches!(fields[..], [_, _, _, sender] if (5..=15).contains(&sender.len()))
            && !text.contains("=?");
        if proven {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseError::quoting(
                "feedback_id.syntax",
                "four fields such as campaign:customer:kind:sender, the last of 5 to 15 characters, printable ASCII without spaces",
                text,
            ))
        }
    }
}

impl fmt::Display for FeedbackId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_fields_of_which_the_last_counts() {
        for text in ["a:b:c:sender", ":::12345", "a::c:123456789012345"] {
            assert_eq!(text.parse::<FeedbackId>().unwrap().as_str(), text);
        }
        let long = format!("{}:b:c:sender", "a".repeat(LONGEST));
        for text in [
            "",
            "sender",
            "b:c:sender",
            "a:b:c:d:sender",
            "a:b:c:",
            "a:b:c:1234",
            "a:b:c:1234567890123456",
            "a b:b:c:sender",
            "é:b:c:sender",
            "a:b:c:sender\r\nX: y",
            "=?u?Q?x?=:b:c:sender",
            &long,
        ] {
            assert_eq!(
                text.parse::<FeedbackId>().unwrap_err().code(),
                "feedback_id.syntax",
                "{text:?}"
            );
        }
    }
}
