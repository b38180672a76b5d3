//! Texts with wildcards and policy variables.

use super::context::{Context, Values};
use super::truth::Truth;
use crate::error::{ParseError, quote_even_empty};

/// A text in which `*` stands for any characters, `?` for one, and `${key}`
/// for what the request has as that key.
///
/// # Source
/// IAM User Guide, "Policy variables and tags", "Policy variables with no
/// value" and "Resource".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    text: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Any,
    One,
    Variable { key: String, default: Option<String> },
}

/// What of a text is more than itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Syntax {
    /// `*` and `?`.
    pub(super) wildcards: bool,
    /// `${…}`: since version 2012-10-17.
    pub(super) variables: bool,
}

/// How a pattern is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compare {
    /// Character by character.
    Exactly,
    /// Upper case equals lower case.
    WithoutCase,
    /// As a resource's ARN: in its first five members a wildcard goes beyond a
    /// colon only at the end of its member.
    AsResource,
}

/// A resolved pattern's character.
#[derive(Debug, Clone, Copy)]
enum Token {
    Char(char),
    One { colon: bool },
    Any { colon: bool },
}

impl Pattern {
    /// # Errors
    /// `iam.variable` for a variable that is none.
    pub(super) fn read(text: &str, syntax: Syntax) -> Result<Self, ParseError> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let part = if syntax.variables && rest.starts_with("${") {
                let Some(end) = end_of_variable(rest) else { return Err(no_variable(rest)) };
                let part = variable(&rest[2..end]).ok_or_else(|| no_variable(&rest[..=end]))?;
                rest = &rest[end + 1..];
                part
            } else {
                rest = &rest[c.len_utf8()..];
                match c {
                    '*' if syntax.wildcards => Part::Any,
                    '?' if syntax.wildcards => Part::One,
                    _ => Part::Literal(c.to_string()),
                }
            };
            if let Part::Literal(more) = part {
                literal.push_str(&more);
            } else {
                if !literal.is_empty() {
                    parts.push(Part::Literal(std::mem::take(&mut literal)));
                }
                parts.push(part);
            }
        }
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        Ok(Self { text: text.to_owned(), parts })
    }

    /// As it stands in the policy.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Its six members, if it has the form of an ARN; colons within variables do not count.
    pub(super) fn members(&self) -> Option<[Self; 6]> {
        let mut members = vec![Vec::new()];
        for part in &self.parts {
            let Part::Literal(literal) = part else {
                members.last_mut()?.push(part.clone());
                continue;
            };
            let room = 7 - members.len();
            for (at, piece) in literal.splitn(room, ':').enumerate() {
                if at > 0 {
                    members.push(Vec::new());
                }
                if !piece.is_empty() {
                    members.last_mut()?.push(Part::Literal(piece.to_owned()));
                }
            }
        }
        let whole = |parts| Self { text: self.text.clone(), parts };
        <[Vec<Part>; 6]>::try_from(members).ok().map(|members| members.map(whole))
    }

    /// Whether `text` is what it stands for in a request with `context`.
    ///
    /// A variable without a value is null: nothing is equal to it or like it.
    /// Wildcards in a variable's value are but characters.
    pub(super) fn matches(&self, text: &str, context: &Context, compare: Compare) -> Truth {
        let tokens = match self.resolve(context, compare) {
            Ok(tokens) => tokens,
            Err(Unresolved::Absent(_)) => return Truth::No,
            Err(Unresolved::Unknown(why)) => return Truth::Unknown(why),
        };
        let text: Vec<char> = match compare {
            Compare::WithoutCase => text.to_lowercase().chars().collect(),
            Compare::Exactly | Compare::AsResource => text.chars().collect(),
        };
        glob(&tokens, &text).into()
    }

    /// The first variable that has no value in the request.
    pub(super) fn unresolved(&self, context: &Context) -> Option<String> {
        match self.resolve(context, Compare::Exactly) {
            Err(Unresolved::Absent(key)) => Some(key),
            _ => None,
        }
    }

    fn resolve(&self, context: &Context, compare: Compare) -> Result<Vec<Token>, Unresolved> {
        let mut tokens = Vec::new();
        let literal = |text: &str, tokens: &mut Vec<Token>| {
            let text = if compare == Compare::WithoutCase { &text.to_lowercase() } else { text };
            tokens.extend(text.chars().map(Token::Char));
        };
        for part in &self.parts {
            match part {
                Part::Literal(text) => literal(text, &mut tokens),
                Part::Any => tokens.push(Token::Any { colon: true }),
                Part::One => tokens.push(Token::One { colon: true }),
                Part::Variable { key, default } => {
                    literal(&value_of(key, default.as_deref(), context)?, &mut tokens);
                }
            }
        }
        if compare == Compare::AsResource {
            keep_within_members(&mut tokens);
        }
        Ok(tokens)
    }
}

enum Unresolved {
    Absent(String),
    Unknown(String),
}

fn value_of(key: &str, default: Option<&str>, context: &Context) -> Result<String, Unresolved> {
    let unknown = |why: &str| Unresolved::Unknown(format!("${{{key}}} is not known: {why}"));
    match context.get(key) {
        Values::One(value) => Ok(value.clone()),
        Values::Many(values) if values.len() == 1 => Ok(values[0].clone()),
        Values::Many(_) => Err(unknown("it has several values, which no variable can stand for")),
        Values::Unknown(why) => Err(unknown(why)),
        Values::OneOrAbsent(value) if default == Some(value) => Ok(value.clone()),
        Values::OneOrAbsent(value) => {
            let is = quote_even_empty(value);
            Err(unknown(&format!("AWS does not document whether it is {is} or absent")))
        }
        Values::Absent => match default {
            Some(default) => Ok(default.to_owned()),
            None => Err(Unresolved::Absent(key.to_owned())),
        },
    }
}

fn no_variable(found: &str) -> ParseError {
    ParseError::quoting(
        "iam.variable",
        "a policy variable such as ${aws:username}, ${aws:PrincipalTag/team, 'none'}, ${*}, ${?} or ${$}",
        found,
    )
}

/// The place of the brace that closes the variable at the start of `text`;
/// a brace in a default value does not.
fn end_of_variable(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().skip(2).find_map(|(at, c)| {
        quoted ^= c == '\'';
        (c == '}' && !quoted).then_some(at)
    })
}

/// What stands between the braces.
fn variable(inner: &str) -> Option<Part> {
    if matches!(inner, "*" | "?" | "$") {
        return Some(Part::Literal(inner.to_owned()));
    }
    let (key, default) = match inner.split_once(',') {
        None => (inner.trim(), None),
        Some((key, rest)) => {
            let default = rest.trim().strip_prefix('\'')?.strip_suffix('\'')?;
            (key.trim(), Some(default).filter(|default| !default.contains('\'')))
        }
    };
    let is_key = key.contains(':')
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || b":/_.-+=@".contains(&b));
    let has_default = inner.contains(',');
    (is_key && has_default == default.is_some())
        .then(|| Part::Variable { key: key.to_owned(), default: default.map(str::to_owned) })
}

/// "If the asterisk is the last character of a resource ARN segment, it can
/// expand to match beyond the colon boundaries."
fn keep_within_members(tokens: &mut [Token]) {
    let mut colons = 0;
    for at in 0..tokens.len() {
        let ends_member = matches!(tokens.get(at + 1), None | Some(Token::Char(':')));
        match &mut tokens[at] {
            Token::Char(':') => colons += 1,
            Token::Char(_) => {}
            Token::One { colon } => *colon = colons >= 5,
            Token::Any { colon } => *colon = colons >= 5 || ends_member,
        }
    }
}

/// In time of pattern times text, whatever the pattern.
fn glob(pattern: &[Token], text: &[char]) -> bool {
    // reached[i]: the pattern so far matches the first i characters.
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for token in pattern {
        let mut next = vec![false; text.len() + 1];
        match *token {
            Token::Char(c) => {
                for at in 0..text.len() {
                    next[at + 1] = reached[at] && text[at] == c;
                }
            }
            Token::One { colon } => {
                for at in 0..text.len() {
                    next[at + 1] = reached[at] && (colon || text[at] != ':');
                }
            }
            Token::Any { colon } => {
                let mut open = false;
                for at in 0..=text.len() {
                    open = reached[at] || (open && (colon || text[at - 1] != ':'));
                    next[at] = open;
                }
            }
        }
        reached = next;
    }
    reached[text.len()]
}
