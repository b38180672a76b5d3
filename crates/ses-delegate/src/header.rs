//! Values that may stand in a message header: proven free of line breaks.

use std::fmt;
use std::str::FromStr;

use crate::error::{ParseError, quote};

/// Text for a header value: a subject, a display name, a file name.
///
/// Any Unicode text without control characters; tab counts as one of them.
/// It is written as RFC 2047 encoded words (RFC 2231 for parameters) where it
/// is not plain ASCII, so what a reader sees equals what was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderText(String);

impl HeaderText {
    /// Takes `text` as it is.
    ///
    /// # Errors
    /// `header.control` if it holds a control character (CR, LF, NUL, tab …):
    /// a line break there would begin a new header.
    pub fn new(text: impl Into<String>) -> Result<Self, ParseError> {
        let text = text.into();
        match text.chars().find(|c| c.is_control()) {
            None => Ok(Self(text)),
            Some(control) => Err(ParseError::new(
                "header.control",
                "one line of text without control characters",
                format!("U+{:04X} in {}", u32::from(control), quote(&text)),
            )),
        }
    }

    /// The text as given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True if there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A media type such as `image/png`, without parameters (RFC 2045 section 5.1).
///
/// At most 78 bytes, the limit of SES v2's `Attachment.ContentType`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaType(String);

/// Longest media type that SES v2 takes, in bytes.
const MEDIA_TYPE_MAX: usize = 78;

impl MediaType {
    /// What to call bytes of unknown kind.
    pub fn octet_stream() -> Self {
        Self("application/octet-stream".to_owned())
    }

    /// The type in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for MediaType {
    type Err = ParseError;

    /// # Errors
    /// `media_type.syntax` unless it is two RFC 2045 tokens joined by `/`;
    /// `media_type.composite` for `multipart/…` and `message/…`, whose bodies
    /// may not be base64 (RFC 2046 section 5).
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let token = |s: &str| {
            !s.is_empty()
                && s.bytes().all(|b| b.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?=".contains(&b))
        };
        let proven = text.len() <= MEDIA_TYPE_MAX
            && text.split_once('/').is_some_and(|(kind, subtype)| token(kind) && token(subtype));
        if !proven {
            return Err(ParseError::quoting(
                "media_type.syntax",
                "a media type such as image/png, of at most 78 characters and without parameters",
                text,
            ));
        }
        let lower = text.to_ascii_lowercase();
        if lower.starts_with("multipart/") || lower.starts_with("message/") {
            return Err(ParseError::quoting(
                "media_type.composite",
                "the type of a single file, such as application/octet-stream (multipart/… and message/… cannot be base64)",
                text,
            ));
        }
        Ok(Self(lower))
    }
}

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

macro_rules! display_as_str {
    ($($name:ty),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}
display_as_str!(HeaderText, MediaType, ContentId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_never_become_header_text() {
        for text in ["a\r\nBcc: b@c.de", "a\nb", "a\rb", "a\0", "a\u{85}b", "a\tb"] {
            assert_eq!(HeaderText::new(text).unwrap_err().code(), "header.control", "{text:?}");
        }
        for text in ["", "Käse & 日本語", "a\u{2028}b"] {
            assert_eq!(HeaderText::new(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn media_types_are_tokens() {
        assert_eq!("Image/PNG".parse::<MediaType>().unwrap().as_str(), "image/png");
        for text in ["", "png", "image/", "/png", "a/b/c", "a/b; x=y", "a/b\r\nX: y", "image /png"]
        {
            assert_eq!(
                text.parse::<MediaType>().unwrap_err().code(),
                "media_type.syntax",
                "{text:?}"
            );
        }
        assert_eq!(
            "Multipart/mixed".parse::<MediaType>().unwrap_err().code(),
            "media_type.composite"
        );
    }

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
