//! Earlier messages.

use std::fmt;
use std::str::FromStr;

use super::LONGEST_PIECE;
use crate::error::ParseError;

/// The `Message-ID` of an earlier message, for `In-Reply-To` and `References`
/// (RFC 5322 section 3.6.4). Kept without the angle brackets.
///
/// Whatever others make up is taken, as long as a header can hold it: printable
/// ASCII with an `@` inside, at most 850 bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MessageId(String);

impl MessageId {
    /// The id without angle brackets.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for MessageId {
    type Err = ParseError;

    /// Takes `id@domain` and `<id@domain>`.
    ///
    /// # Errors
    /// `message_id.syntax`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let bare = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(text);
        let proven = bare.len() <= LONGEST_PIECE
            && bare.bytes().all(|b| b.is_ascii_graphic() && !b"<>".contains(&b))
            && bare.split_once('@').is_some_and(|(id, at)| !id.is_empty() && !at.is_empty());
        if proven {
            Ok(Self(bare.to_owned()))
        } else {
            Err(ParseError::quoting(
                "message_id.syntax",
                "one Message-ID such as <abc123@mail.example.com>, printable ASCII without spaces",
                text,
            ))
        }
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_lose_their_brackets_and_hold_no_others() {
        for text in ["a@b", "<a@b>", "<CAF+x=_y@mail.gmail.com>", "0100-0000@email.amazonses.com"] {
            let id: MessageId = text.parse().unwrap();
            assert_eq!(id.as_str(), text.trim_matches(['<', '>']));
        }
        let long = format!("{}@b", "a".repeat(LONGEST_PIECE));
        for text in
            ["", "<>", "a", "@b", "a@", "a b@c", "<a@b", "a@b> <c@d", "é@b", "a@b\r\nX: y", &long]
        {
            assert_eq!(
                text.parse::<MessageId>().unwrap_err().code(),
                "message_id.syntax",
                "{text:?}"
            );
        }
    }
}
