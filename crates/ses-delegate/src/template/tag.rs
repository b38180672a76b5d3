//! One tag, cut out of its text: the sign that it begins with, its inside, its tildes.

use super::expression::Inside;
use super::syntax::{Strip, Wrong};

/// A tag without its braces.
pub(super) struct Tag<'t> {
    pub(super) at: usize,
    pub(super) sigil: &'static str,
    pub(super) inside: Inside<'t>,
    pub(super) strip: Strip,
}

const SIGILS: [&str; 8] = ["#>", "#*", "#", "^", "/", ">", "&", "*"];

impl<'t> Tag<'t> {
    /// The tag at the byte `at`, and the byte behind it.
    pub(super) fn read(text: &'t str, at: usize) -> Result<(Self, usize), Wrong> {
        let rest = &text[at..];
        if rest.starts_with("{{{{") {
            let expected = "no raw blocks, which are not read here";
            return Err(Wrong::new("template.unsupported", expected, at));
        }
        let before = rest.starts_with("{{~");
        let mut start = 2 + usize::from(before);
        let is_triple = rest[start..].starts_with('{');
        start += usize::from(is_triple);
        let length = end_of_tag(&rest[start..], if is_triple { "}" } else { "}}" })
            .ok_or_else(|| Wrong::new("template.syntax", "}} after {{", at))?;
        let mut inside = &rest[start..start + length];
        let mut end = start + length + usize::from(is_triple);
        let mut after = rest[end..].starts_with('~');
        end += usize::from(after);
        if !rest[end..].starts_with("}}") {
            return Err(Wrong::new("template.syntax", "}}} after {{{", at));
        }
        if !is_triple && let Some(stripped) = inside.strip_suffix('~') {
            (inside, after) = (stripped, true);
        }
        let sigil = if is_triple { "{" } else { sigil(inside) };
        let skipped = match sigil {
            "" | "{" => 0,
            "else" => inside.len() - inside.trim_start().len() + sigil.len(),
            _ => sigil.len(),
        };
        let mut inside = Inside::new(&inside[skipped..], at + start + skipped);
        let is_bare_else = ["^", "else"].contains(&sigil) && inside.is_at_end();
        // The longest run of braces is one sign.
        if rest[end..].starts_with("}}}") && !after && !is_bare_else {
            let expected = "no more braces than opened";
            return Err(Wrong::new("template.syntax", expected, at + end));
        }
        inside.skip_space();
        Ok((Self { at, sigil, inside, strip: Strip { before, after } }, at + end + 2))
    }
}

/// Signs stand first; only `else` may have space before it.
fn sigil(inside: &str) -> &'static str {
    let found = SIGILS.into_iter().find(|sigil| inside.starts_with(sigil));
    let is_else = |rest: &str| {
        let is_name = |c: char| !c.is_whitespace() && !"^~}".contains(c);
        !rest.starts_with(is_name)
    };
    let chained = inside.trim_start().strip_prefix("else");
    found.unwrap_or(if chained.is_some_and(is_else) { "else" } else { "" })
}

/// How long the inside of a tag is: up to braces that stand neither in quotes nor in brackets.
fn end_of_tag(inside: &str, braces: &str) -> Option<usize> {
    let mut within = None;
    for (at, c) in inside.char_indices() {
        match within {
            Some(end) => within = Some(end).filter(|end| c != *end),
            None if c == '[' => within = Some(']'),
            None if c == '"' || c == '\'' => within = Some(c),
            None if inside[at..].starts_with(braces) => return Some(at),
            None => {}
        }
    }
    None
}
