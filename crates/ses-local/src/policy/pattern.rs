//! Texts of a policy with variables: `${aws:username}`, `${*}`,
//! `${aws:PrincipalOrgID, 'none'}`.
//!
//! # Source
//!
//! IAM User Guide, "IAM policy elements: Variables and tags".

use super::{
    glob::Glob,
    keys::{self, Context},
};

/// A text, and the places a request fills in.
#[derive(Clone, Debug)]
pub(super) struct Pattern(Vec<Piece>);

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    /// `${*}`, `${?}`, `${$}`: the character itself.
    Literal(&'static str),
    Variable {
        key: &'static str,
        default: Option<String>,
    },
}

impl Pattern {
    /// Reads `text`. Without `variables` (the language of 2008) it is all text.
    pub(super) fn parse(text: &str, variables: bool) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(start) = rest.find("${").filter(|_| variables) {
            let (before, from) = rest.split_at(start);
            let inside = &from[2..];
            let end = closing(inside).ok_or_else(|| {
                format!("expected a policy variable to end with }}, but found '{from}'")
            })?;
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(piece(&inside[..end])?);
            rest = &inside[end + 1..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Ok(Self(pieces))
    }

    /// The text with the variables filled in; none if one has no value.
    pub(super) fn text(&self, context: &Context) -> Option<String> {
        self.0.iter().map(|piece| piece.fill(context)).collect()
    }

    /// The wildcard pattern with the variables filled in; none if one has no
    /// value. A star that a variable brings stands for itself.
    pub(super) fn glob(&self, context: &Context) -> Option<Glob> {
        let mut glob = Glob::default();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => glob.push_pattern(text),
                Piece::Literal(_) | Piece::Variable { .. } => {
                    glob.push_literal(piece.fill(context)?);
                }
            }
        }
        Some(glob)
    }
}

impl Piece {
    fn fill<'a>(&'a self, context: &'a Context) -> Option<&'a str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Literal(text) => Some(text),
            Self::Variable { key, default } => context.value(key).or(default.as_deref()),
        }
    }
}

/// Where the variable ends: at the first brace outside of quotes.
fn closing(inside: &str) -> Option<usize> {
    let mut quoted = false;
    inside.bytes().position(|byte| {
        quoted ^= byte == b'\'';
        byte == b'}' && !quoted
    })
}

fn piece(inside: &str) -> Result<Piece, String> {
    match inside {
        "*" => return Ok(Piece::Literal("*")),
        "?" => return Ok(Piece::Literal("?")),
        "$" => return Ok(Piece::Literal("$")),
        _ => {}
    }
    let (name, default) = match inside.split_once(',') {
        Some((name, default)) => (name.trim(), Some(unquoted(default.trim())?)),
        None => (inside, None),
    };
    let key = keys::expect(name).map_err(|problem| format!("{problem} in a policy variable"))?;
    if keys::is_multivalued(key) {
        return Err(format!(
            "expected a key with one value in a policy variable, but found '{name}'"
        ));
    }
    Ok(Piece::Variable { key, default })
}

fn unquoted(text: &str) -> Result<String, String> {
    let inner = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    inner.map(str::to_owned).ok_or_else(|| {
        format!(
            "expected a default value in single quotes in a policy variable, but found '{text}'"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context() -> Context {
        let mut context = Context::default();
        context.set_one("aws:username", "a*n");
        context
    }

    #[test]
    fn variables_are_filled_in() {
        for (text, expected) in [
            ("${aws:username}@x", Some("a*n@x")),
            ("${AWS:UserName}", Some("a*n")),
            ("${aws:userid}", None),
            ("${aws:userid, 'no}body'}!", Some("no}body!")),
            ("${aws:username, 'x'}", Some("a*n")),
            ("${*}${?}${$}{aws:username}", Some("*?${aws:username}")),
            ("$5 {x} $", Some("$5 {x} $")),
        ] {
            let pattern = Pattern::parse(text, true).unwrap();
            assert_eq!(pattern.text(&context()).as_deref(), expected, "{text}");
        }
        let old = Pattern::parse("${aws:username}", false).unwrap();
        assert_eq!(old.text(&context()).as_deref(), Some("${aws:username}"));
    }

    #[test]
    fn a_star_of_a_variable_is_no_wildcard() {
        let glob = Pattern::parse("${aws:username}?${*}*", true).unwrap().glob(&context()).unwrap();
        assert!(glob.matches("a*n!*anything"));
        assert!(!glob.matches("axn!*anything"));
        assert!(!glob.matches("a*n!anything"));
    }

    #[test]
    fn what_cannot_be_filled_in_is_refused() {
        for (text, part) in [
            ("${aws:username", "to end with }"),
            ("${}", "found ''"),
            ("${aws:FavouriteColour}", "found 'aws:FavouriteColour'"),
            ("${ses:Recipients}", "a key with one value"),
            ("${aws:username, x}", "in single quotes"),
        ] {
            let problem = Pattern::parse(text, true).unwrap_err();
            assert!(problem.contains(part), "{text}: {problem}");
        }
    }
}
