//! Text of any script on one line.

use std::fmt;

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

impl fmt::Display for HeaderText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_never_become_header_text() {
        for text in ["a\r\nBcc: b@c.de", "a\nb", "a\rb", "a\0", "a\u{85}b", "a\tb", "a\u{7f}"] {
            assert_eq!(HeaderText::new(text).unwrap_err().code(), "header.control", "{text:?}");
        }
        for text in ["", "Käse & 日本語", "a\u{2028}b"] {
            assert_eq!(HeaderText::new(text).unwrap().as_str(), text);
        }
    }
}
