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
    text: String,
    marks: Vec<Mark>,
    pub(super) nodes: Vec<Node>,
}

/// Where the byte `at` stands, so that nothing is counted from the beginning.
#[derive(Debug, Clone, Copy)]
struct Mark {
    at: usize,
    position: (usize, usize),
}

/// Bytes between marks, about.
const MARKED: usize = 1024;

impl ReadPart {
    fn new(part: TemplatePart, text: &str, nodes: Vec<Node>) -> Self {
        let mut mark = Mark { at: 0, position: START };
        let mut marks = vec![mark];
        for (at, _) in text.char_indices() {
            if at >= mark.at + MARKED {
                mark = Mark { at, position: after(&text[mark.at..at], mark.position) };
                marks.push(mark);
            }
        }
        Self { part, text: text.to_owned(), marks, nodes }
    }

    pub(super) fn place(&self, at: usize) -> TemplatePlace {
        let next = self.marks.partition_point(|mark| mark.at <= at);
        let mark = self.marks[next.saturating_sub(1)];
        let (line, column) = after(&self.text[mark.at..at], mark.position);
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
                    parts.push(ReadPart::new(part, text, nodes));
                }
                Err(wrong) => errors.push(wrong.in_text(text).at(part.as_str())),
            }
        }
        if errors.is_empty() { Ok(ReadTemplate { parts }) } else { Err(errors) }
    }
}

/// The first line and column.
const START: (usize, usize) = (1, 1);

/// Line and column, from 1, of the byte at `at`.
pub(super) fn position(text: &str, at: usize) -> (usize, usize) {
    after(&text[..at], START)
}

/// Line and column after `text`, which begins at `from`.
fn after(text: &str, from: (usize, usize)) -> (usize, usize) {
    text.chars().fold(from, |(line, column), c| match c {
        '\n' => (line + 1, 1),
        _ => (line, column + 1),
    })
}
