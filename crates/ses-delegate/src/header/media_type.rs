//! What a file is.

use std::fmt;
use std::str::FromStr;

use crate::error::ParseError;

/// A media type such as `image/png`, or `text/csv; charset=utf-8`: of all
/// parameters only the character set of a text is kept (RFC 2045 section 5.1).
///
/// At most 78 bytes, the limit of SES v2's `Attachment.ContentType`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaType(String);

/// Longest media type that SES v2 takes, in bytes.
const MEDIA_TYPE_MAX: usize = 78;

/// A message within the message (RFC 2046 section 5.2.1).
const MESSAGE: &str = "message/rfc822";

impl MediaType {
    /// What to call bytes of unknown kind.
    pub fn octet_stream() -> Self {
        Self("application/octet-stream".to_owned())
    }

    /// The type in lower case, with its character set if it has one.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True for `message/rfc822`, which is written as it is and never encoded.
    pub fn is_message(&self) -> bool {
        self.0 == MESSAGE
    }
}

impl FromStr for MediaType {
    type Err = ParseError;

    /// # Errors
    /// `media_type.syntax` unless it is two RFC 2045 tokens joined by `/`, and
    /// for a text perhaps `; charset=` and a third;
    /// `media_type.composite` for `multipart/…` and all of `message/…` but
    /// `message/rfc822`, whose bodies may not be base64 (RFC 2046 section 5).
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let syntax = || {
            ParseError::quoting(
                "media_type.syntax",
                "a media type such as image/png or text/csv; charset=utf-8, of at most 78 characters and without other parameters",
                text,
            )
        };
        let (essence, parameter) = match text.split_once(';') {
            Some((essence, parameter)) => (essence.trim_end(), Some(parameter.trim())),
            None => (text, None),
        };
        let (kind, subtype) = essence.split_once('/').ok_or_else(syntax)?;
        if !token(kind) || !token(subtype) {
            return Err(syntax());
        }
        let essence = essence.to_ascii_lowercase();
        if essence.starts_with("multipart/")
            || essence.starts_with("message/") && essence != MESSAGE
        {
            return Err(ParseError::quoting(
                "media_type.composite",
                "the type of a single file, such as application/octet-stream (multipart/… and message/… cannot be base64)",
                text,
            ));
        }
        let proven = match parameter {
            None => essence,
            Some(parameter) if essence.starts_with("text/") => {
                let charset = charset(parameter).ok_or_else(syntax)?;
                format!("{essence}; charset={charset}")
            }
            Some(_) => return Err(syntax()),
        };
        if proven.len() > MEDIA_TYPE_MAX {
            return Err(syntax());
        }
        Ok(Self(proven))
    }
}

/// A token of RFC 2045 section 5.1.
fn token(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?=".contains(&b))
}

/// The value of `charset=…` or `charset="…"`.
fn charset(parameter: &str) -> Option<&str> {
    let (name, value) = parameter.split_once('=')?;
    let value = value.trim();
    let bare = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value);
    (name.trim().eq_ignore_ascii_case("charset") && token(bare)).then_some(bare)
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_tokens() {
        assert_eq!("Image/PNG".parse::<MediaType>().unwrap().as_str(), "image/png");
        let long = format!("a/{}", "b".repeat(77));
        for text in
            ["", "png", "image/", "/png", "a/b/c", "a/b; x=y", "a/b\r\nX: y", "image /png", &long]
        {
            assert_eq!(
                text.parse::<MediaType>().unwrap_err().code(),
                "media_type.syntax",
                "{text:?}"
            );
        }
        for text in ["Multipart/mixed", "message/partial", "message/rfc822x"] {
            assert_eq!(
                text.parse::<MediaType>().unwrap_err().code(),
                "media_type.composite",
                "{text:?}"
            );
        }
        assert!("Message/RFC822".parse::<MediaType>().unwrap().is_message());
    }

    #[test]
    fn texts_may_name_their_character_set() {
        for text in ["text/csv;charset=UTF-8", "Text/CSV ; Charset = \"UTF-8\""] {
            assert_eq!(text.parse::<MediaType>().unwrap().as_str(), "text/csv; charset=UTF-8");
        }
        for text in [
            "text/csv;",
            "text/csv; charset=",
            "text/csv; charset=a b",
            "text/csv; charset=utf-8; header=present",
            "image/png; charset=utf-8",
            "text/csv; charset=\"a\r\nX: y\"",
        ] {
            assert_eq!(
                text.parse::<MediaType>().unwrap_err().code(),
                "media_type.syntax",
                "{text:?}"
            );
        }
    }
}
