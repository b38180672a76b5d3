//! Handlebars as SES takes it, as a tree: text and tags, blocks within blocks.

use super::expression::{Expression, Path};
use super::parts::position;
use crate::error::{ParseError, quote};

/// How deep tags and parentheses may stand within each other.
pub(super) const DEEPEST: usize = 64;

/// A tag with all that it encloses, or text.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Text(Text),
    /// `{{a}}`, `{{{a}}}`, `{{&a}}`: nothing is escaped, so all are the same.
    Value(Path, Strip),
    /// `{{lookup a b}}`, `{{log a}}`.
    Call(Call),
    Comment(usize, Strip),
    Block(Block),
    /// `{{#*inline "name"}}…{{/inline}}`.
    Inline(Inline),
    /// `{{> name context key=value}}`.
    Partial(Partial),
}

/// Text between tags.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) original: String,
    /// What is left of it.
    pub(super) value: String,
    pub(super) is_left_stripped: bool,
    pub(super) is_right_stripped: bool,
}

impl Text {
    pub(super) fn new(text: &str) -> Self {
        let (original, value) = (text.to_owned(), text.to_owned());
        Self { original, value, is_left_stripped: false, is_right_stripped: false }
    }
}

/// On which sides of a tag `~` strips space.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Strip {
    pub(super) before: bool,
    pub(super) after: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) at: usize,
    #[cfg_attr(not(feature = "template-preview"), expect(dead_code, reason = "for previews"))]
    pub(super) is_lookup: bool,
    pub(super) arguments: Vec<Expression>,
    pub(super) strip: Strip,
}

#[derive(Debug, Clone)]
pub(super) struct Inline {
    pub(super) at: usize,
    pub(super) name: String,
    pub(super) body: Vec<Node>,
    pub(super) open: Strip,
    pub(super) close: Strip,
}

#[derive(Debug, Clone)]
pub(super) struct Partial {
    pub(super) at: usize,
    pub(super) name: String,
    pub(super) context: Option<Expression>,
    pub(super) hash: Vec<(String, Expression)>,
    pub(super) strip: Strip,
    /// What stands before each of its lines.
    pub(super) indent: String,
}

#[derive(Debug, Clone)]
pub(super) struct Block {
    /// The byte at which its tag begins.
    pub(super) at: usize,
    pub(super) kind: Kind,
    /// What it is about.
    pub(super) subject: Expression,
    /// `includeZero=true` of `if` and `unless`.
    pub(super) takes_zero: bool,
    /// `as |item index|`.
    pub(super) names: Vec<String>,
    pub(super) body: Vec<Node>,
    /// `else`, or `else if` with the block that it begins.
    pub(super) inverse: Option<Vec<Node>>,
    pub(super) is_chained: bool,
    pub(super) open: Strip,
    pub(super) middle: Strip,
    pub(super) close: Strip,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    If,
    Unless,
    Each,
    With,
    /// `{{#a}}`: each of a list, with an object, if true.
    Section,
    /// `{{^a}}`.
    Inverse,
}

impl Kind {
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "if" => Self::If,
            "unless" => Self::Unless,
            "each" => Self::Each,
            "with" => Self::With,
            _ => return None,
        })
    }
}

/// What is wrong at a byte of the text.
#[derive(Debug)]
pub(super) struct Wrong {
    code: &'static str,
    expected: &'static str,
    at: usize,
}

impl Wrong {
    pub(super) fn new(code: &'static str, expected: &'static str, at: usize) -> Self {
        Self { code, expected, at }
    }

    pub(super) fn helper(at: usize) -> Self {
        let expected = "a helper that SES has: if, unless, each, with, lookup or log";
        Self::new("template.helper", expected, at)
    }

    pub(super) fn in_text(self, text: &str) -> ParseError {
        let (line, column) = position(text, self.at);
        let there = text[self.at..].lines().next().unwrap_or_default();
        let found = format!("{} at line {line}, column {column}", quote(there));
        ParseError::new(self.code, self.expected, found)
    }
}
