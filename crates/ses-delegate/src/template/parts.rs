//! The three texts of a template, and what is read from them.

use std::fmt;

use super::reader;
use super::syntax::Node;
use super::whitespace;
use crate::error::ParseError;

/// The texts of a template as they were typed; a blank one is none.
///
/// # Source
/// SES API v2 reference, `EmailTemplateContent`; SES Developer Guide,
/// "Advanced email personalization".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateParts {
    /// The subject line.
    pub subject: String,
    /// The body as plain text.
    pub text: String,
    /// The body as HTML.
    pub html: String,
}

/// Which of a template's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TemplatePart {
    /// The subject line.
    Subject,
    /// The body as plain text.
    Text,
    /// The body as HTML.
    Html,
}

impl TemplatePart {
    /// Its name in JSON and JavaScript, and as an error's field.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Text => "text",
            Self::Html => "html",
        }
    }
}

/// Where in a template something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TemplatePlace {
    /// Which text.
    pub part: TemplatePart,
    /// The line in it, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl fmt::Display for TemplatePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}, column {}", self.part.as_str(), self.line, self.column)
    }
}

/// A template whose tags are understood.
#[derive(Debug, Clone)]
pub struct ReadTemplate {
    pub(super) parts: Vec<ReadPart>,
}

/// One of its texts.
#[derive(Debug, Clone)]
pub(super) struct ReadPart {
    pub(super) part: TemplatePart,
    pub(super) text: String,
    pub(super) nodes: Vec<Node>,
}

impl ReadPart {
    pub(super) fn place(&self, at: usize) -> TemplatePlace {
        let (line, column) = position(&self.text, at);
        TemplatePlace { part: self.part, line, column }
    }
}

impl TemplateParts {
    /// Reads every tag.
    ///
    /// # Errors
    /// All that is wrong, one a part, the field being the part:
    /// `template.syntax` for what is not Handlebars; `template.helper` for a
    /// helper that SES does not have; `template.partial` for a partial that the
    /// part does not define; `template.unsupported` for Handlebars that is not
    /// read here; `template.depth` for tags deeper than 64 within each other.
    pub fn read(&self) -> Result<ReadTemplate, Vec<ParseError>> {
        let mut parts = Vec::new();
        let mut errors = Vec::new();
        let texts = [
            (TemplatePart::Subject, &self.subject),
            (TemplatePart::Text, &self.text),
            (TemplatePart::Html, &self.html),
        ];
        for (part, text) in texts {
            match reader::read(text) {
                Ok(mut nodes) => {
                    whitespace::strip(&mut nodes);
                    parts.push(ReadPart { part, text: text.clone(), nodes });
                }
                Err(wrong) => errors.push(wrong.in_text(text).at(part.as_str())),
            }
        }
        if errors.is_empty() { Ok(ReadTemplate { parts }) } else { Err(errors) }
    }
}

/// Line and column, from 1, of the byte at `at`.
pub(super) fn position(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (line, before[start..].chars().count() + 1)
}
