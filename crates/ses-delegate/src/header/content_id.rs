//! The name by which HTML shows a file.

use std::fmt;
use std::str::FromStr;

use crate::error::ParseError;

/// Names an inline image, so that HTML can show it as `<img src="cid:…">`
/// (RFC 2392). Written as `Content-ID: <…>`; kept without the brackets.
///
/// 1 to 78 printable ASCII characters (SES v2 `Attachment.ContentId`), none of `<>` or space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentId(String);

impl ContentId {
    /// The id without angle brackets.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ContentId {
    type Err = ParseError;

    /// # Errors
    /// `content_id.syntax`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let bare = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(text);
        let proven = (1..=78).contains(&bare.len())
            && bare.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"()\\,;".contains(&b));
        if proven {
            Ok(Self(bare.to_owned()))
        } else {
            Err(ParseError::quoting(
                "content_id.syntax",
                "1 to 78 printable ASCII characters without spaces, brackets, quotes, commas or semicolons",
                text,
            ))
        }
    }
}

impl fmt::Display for ContentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_ids_lose_their_brackets() {
        assert_eq!("<logo@x>".parse::<ContentId>().unwrap().as_str(), "logo@x");
        for text in ["", "<>", "a b", "é", "a\r\nb", "a>b"] {
            assert_eq!(
                text.parse::<ContentId>().unwrap_err().code(),
                "content_id.syntax",
                "{text:?}"
            );
        }
    }
}
