//! The words before an address: its name, or what nobody can use.

use super::super::encoded_word;
use super::lex::{Kind, Token, are_marks};
use crate::error::ParseError;
use crate::header::HeaderText;

/// What tokens before angle brackets say.
pub(super) struct Phrase {
    pub(super) name: Option<HeaderText>,
    pub(super) comment: Option<String>,
}

impl Phrase {
    /// # Errors
    /// `mailbox.encoded_word`, `header.control`.
    pub(super) fn read(tokens: &[Token<'_>]) -> Result<Self, ParseError> {
        let mut name = words(tokens);
        let is_quoted = tokens.iter().any(|token| token.kind == Kind::Quoted);
        if !is_quoted && name.contains("=?") {
            name = encoded_word::decode(&name)?;
        }
        // As Outlook writes a name that it made of an address.
        let inner = name.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        if let Some(inner) = inner.filter(|_| !is_quoted).map(str::to_owned) {
            name = inner;
        }
        let name = HeaderText::new(name)?;
        // Marks may stand behind a comment.
        let name = Some(name).filter(|name| !are_marks(name.as_str()));
        Ok(Self { name, comment: comment(tokens) })
    }
}

/// The words with one space between them; comments are none.
pub(super) fn words(tokens: &[Token<'_>]) -> String {
    let mut text = String::new();
    let mut is_apart = false;
    for token in tokens {
        match token.kind {
            Kind::Blank | Kind::Comment => is_apart = true,
            Kind::Comma => text.push(','),
            _ => {
                if std::mem::take(&mut is_apart) && !text.is_empty() {
                    text.push(' ');
                }
                match token.kind {
                    Kind::Quoted => text.push_str(&unquoted(token.inner())),
                    _ => text.push_str(token.text),
                }
            }
        }
    }
    text
}

/// What the comments say.
pub(super) fn comment(tokens: &[Token<'_>]) -> Option<String> {
    let comments = tokens.iter().filter(|token| token.kind == Kind::Comment);
    let texts: Vec<&str> = comments.map(|token| token.inner().trim()).collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

/// Without the escapes of RFC 5322 and of CSV.
pub(super) fn unquoted(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next()),
            '"' => {
                chars.next_if_eq(&'"');
                text.push('"');
            }
            c => text.push(c),
        }
    }
    text
}

/// Where the name begins in `tokens`: behind a comma, unless there is one only
/// and both sides look like parts of a name, as in `Doe, John`.
pub(super) fn name_start(tokens: &[Token<'_>]) -> usize {
    let is_comma = |token: &Token<'_>| token.kind == Kind::Comma;
    let Some(last) = tokens.iter().rposition(is_comma) else { return 0 };
    let (family, given) = (&tokens[..last], &tokens[last + 1..]);
    if is_plain_name(family) && is_plain_name(given) { 0 } else { last + 1 }
}

fn is_plain_name(tokens: &[Token<'_>]) -> bool {
    let words = || tokens.iter().filter(|token| !matches!(token.kind, Kind::Blank | Kind::Comment));
    let is_part = |text: &str| {
        let text = text.strip_suffix('.').unwrap_or(text);
        text.chars().all(|c| c.is_alphabetic() || "'’-".contains(c))
    };
    words().count() > 0 && words().all(|token| token.kind == Kind::Word && is_part(token.text))
}
