//! What is wrong with an input: which field, what was expected, what was found.

use std::borrow::Cow;
use std::fmt;

/// A value that cannot be used, with the field that holds it.
///
/// Its text reads `field: expected X, but found Y`. It never holds a secret:
/// the parsers of [`Credentials`](crate::Credentials) describe what they found
/// by name and length only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    code: Cow<'static, str>,
    field: String,
    expected: Cow<'static, str>,
    found: String,
}

impl ParseError {
    /// `code` is stable and names the problem, not the remedy (`arn.account`).
    pub(crate) fn new(
        code: &'static str,
        expected: impl Into<Cow<'static, str>>,
        found: impl Into<String>,
    ) -> Self {
        Self {
            code: code.into(),
            field: String::new(),
            expected: expected.into(),
            found: found.into(),
        }
    }

    /// The same, quoting what was found, shortened to a readable length.
    pub(crate) fn quoting(
        code: &'static str,
        expected: impl Into<Cow<'static, str>>,
        found: &str,
    ) -> Self {
        Self::new(code, expected, quote(found))
    }

    /// Reads one back from its text with `#`, which is how it travels through serde.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let (place, sentence) = text.split_once(": expected ")?;
        let (code, field) = place.split_once('@').unwrap_or((place, ""));
        // What was expected is this crate's own words; what was found may be anything.
        let (expected, found) = sentence.split_once(", but found ")?;
        Some(Self {
            code: code.to_owned().into(),
            field: field.to_owned(),
            expected: expected.to_owned().into(),
            found: found.to_owned(),
        })
    }

    /// Places the error in `field`; called from the inside out, so that
    /// `"file_name"` within `"attachments[1]"` becomes `attachments[1].file_name`.
    #[must_use]
    pub(crate) fn at(mut self, field: impl Into<String>) -> Self {
        let outer = field.into();
        self.field = if self.field.is_empty() { outer } else { format!("{outer}.{}", self.field) };
        self
    }

    /// Stable name of the problem, such as `arn.account`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Path of the field in the input, such as `to[2]`; empty for a lone value.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// What the field takes.
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// What was there instead, quoted and shortened.
    pub fn found(&self) -> &str {
        &self.found
    }

    /// The sentence without the field, for display beside it.
    pub fn message(&self) -> String {
        format!("expected {}, but found {}", self.expected, self.found)
    }
}

/// The sentence; with `#` the code stands before the field.
impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (f.alternate(), self.field.as_str()) {
            (true, "") => write!(f, "{}: ", self.code)?,
            (true, field) => write!(f, "{}@{field}: ", self.code)?,
            (false, "") => {}
            (false, field) => write!(f, "{field}: ")?,
        }
        write!(f, "expected {}, but found {}", self.expected, self.found)
    }
}

impl std::error::Error for ParseError {}

const LONGEST_QUOTE: usize = 80;

/// Quotes `text` with control characters escaped, at most [`LONGEST_QUOTE`] characters of it.
pub(crate) fn quote(text: &str) -> String {
    if text.is_empty() {
        return "nothing".to_owned();
    }
    let mut shown: String = text.chars().take(LONGEST_QUOTE).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    format!("{shown:?}")
}

/// The same where `""` says more than `nothing`.
pub(crate) fn quote_even_empty(text: &str) -> String {
    if text.is_empty() { "\"\"".to_owned() } else { quote(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_field_expectation_finding() {
        let error = ParseError::quoting("x.y", "a digit", "a\r\nb").at("inner").at("list[3]");
        assert_eq!(error.to_string(), r#"list[3].inner: expected a digit, but found "a\r\nb""#);
        assert_eq!(ParseError::quoting("x", "a", "").found(), "nothing");
    }

    #[test]
    fn travels_as_text() {
        let lone = ParseError::quoting("x.y", "a digit", "x: expected a, but found b");
        for error in [lone.clone(), lone.at("Headers[1]").at("Content")] {
            assert_eq!(ParseError::from_text(&format!("{error:#}")), Some(error));
        }
    }

    #[test]
    fn long_findings_are_shortened_between_characters() {
        let error = ParseError::quoting("x", "less", &"é".repeat(500));
        assert_eq!(error.found().chars().filter(|c| *c == 'é').count(), LONGEST_QUOTE);
    }
}
