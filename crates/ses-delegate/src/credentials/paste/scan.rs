//! Finds names and their values, whatever the format around them.
//!
//! Shells, INI, JSON, YAML, XML, tables and web pages differ in what stands
//! around a name and its value; the names hardly do. So a name is looked for
//! anywhere, and behind it what can stand between a name and a value.

use super::name::{Member, Name};
use super::value::{Value, after_line_end, line};

/// What the paste holds, in its order.
pub(super) enum Item<'a> {
    /// `[name]`, as INI begins a profile.
    Section(&'a str),
    Found(Member, Value<'a>),
}

/// Everything in `paste` that has a known name.
pub(super) fn scan(paste: &str) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    let (mut at, mut starts_line) = (0, true);
    while let Some(c) = paste[at..].chars().next() {
        let rest = &paste[at..];
        if std::mem::take(&mut starts_line) {
            let line = line(rest);
            let section = section(line);
            if section.is_some() || is_comment(line) {
                items.extend(section.map(Item::Section));
                at += line.len();
                continue;
            }
        }
        starts_line = matches!(c, '\r' | '\n');
        let name = begins_word(&paste[..at]).then(|| Name::read(rest)).flatten();
        at += match name {
            None => c.len_utf8(),
            Some(name) => match assigned(paste, at, name) {
                None => name.len,
                Some((value, len)) => {
                    items.push(Item::Found(name.member, value));
                    name.len + len
                }
            },
        };
    }
    items
}

/// The content of `[name]` alone on a line; a JSON array is none.
fn section(line: &str) -> Option<&str> {
    let inner = line.trim().strip_prefix('[')?;
    let (name, rest) = inner.split_once(']')?;
    let alone = rest.trim().is_empty() || rest.trim_start().starts_with(['#', ';']);
    (alone && !name.trim().is_empty() && !name.contains(['{', ','])).then(|| name.trim())
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    let rem = line.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("rem "));
    rem || ["#", ";", "//", "::", "<!--"].iter().any(|mark| line.starts_with(mark))
}

fn begins_word(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// The value given to the name at `at`, and how far behind the name it ends.
fn assigned(paste: &str, at: usize, name: Name) -> Option<(Value<'_>, usize)> {
    let before = paste[..at].rsplit(['\r', '\n']).next().unwrap_or_default();
    let behind = &paste[at + name.len..];
    let quoted = before.ends_with(['"', '\'', '`', '*']);
    let mut rest = behind.trim_start_matches(['"', '\'', '`', '*', '\\', ']']);
    rest = blank(rest);
    // What `aws configure` has already.
    if let Some((_, after)) = line(rest).strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        rest = blank(&rest[line(rest).len() - after.len()..]);
    }
    let sign =
        ["=>", ":=", "=", ":", "|", ">", ","].into_iter().find(|sign| rest.starts_with(sign));
    let is_label = !quoted && !name.is_variable;
    let value = match sign {
        Some(":" | "|" | ",") if name.is_common && !quoted => return None,
        // The end of an element, or the sign of a shell.
        Some(">") if !before.ends_with('<') => return None,
        Some(",") if !quoted => return None,
        Some(sign) => blank(rest[sign.len()..].trim_start_matches('*')),
        None if is_command(before) => rest,
        None if is_label && !name.is_common && is_alone(before, rest) => rest,
        None => return None,
    };
    let value = match (after_line_end(value), sign) {
        (None, _) => value,
        (Some(_), Some("=" | "=>" | ":=" | ",")) => return None,
        (Some(_), _) => alone_below(value)?,
    };
    // `Session token: it expires at noon` is prose.
    let is_prose =
        is_label && matches!(sign, Some(":") | None) && name.member != Member::Expiration;
    let value = continued(value);
    let (found, len) = Value::read(value, name.member)?;
    // A value below its name is a line, which does not reach to the end.
    let end = value.as_ptr().addr() - behind.as_ptr().addr() + len;
    let ends_line = line(&behind[end..]).trim_matches([',', ';', '"', ' ', '\t']).is_empty();
    (!is_prose || found.is_quoted || ends_line || found.is_broken).then_some((found, end))
}

fn blank(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\u{a0}'])
}

/// A value may begin below `NAME=\`.
fn continued(text: &str) -> &str {
    let below = text.strip_prefix(['\\', '`', '^']).filter(|rest| after_line_end(rest).is_some());
    below.map_or(text, str::trim_start)
}

/// `set -gx NAME value`, `setx NAME value`, `ENV NAME value`, `aws configure set name value`.
fn is_command(before: &str) -> bool {
    let last = before.split_whitespace().rev().find(|word| !word.starts_with('-'));
    last.is_some_and(|word| {
        ["set", "setx", "setenv", "env"].iter().any(|known| word.eq_ignore_ascii_case(known))
    })
}

fn is_alone(before: &str, rest: &str) -> bool {
    before.trim_matches(['*', '-', '•', ' ', '\t']).is_empty() && line(rest).trim().is_empty()
}

/// The next line that is not blank, if it is one word without a name of its own.
fn alone_below(text: &str) -> Option<&str> {
    let below = text.trim_start();
    let line = line(below).trim_end();
    let is_word = !line.is_empty() && !line.contains([' ', '\t']);
    (is_word && Name::read(line).is_none()).then_some(below)
}
