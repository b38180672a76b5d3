//! Members as a program writes them: one in each line, indented.

use serde_json::Number;

use super::member::Member;

/// What differs from one language to another.
pub(super) trait Language {
    /// One step of indentation.
    const INDENT: &'static str;
    /// Whether a comma stands behind the last member.
    const LAST_COMMA: bool;

    /// A member's name within a structure, with what separates it from its value.
    fn key(&self, name: &str) -> String;

    /// A text; those of several lines may be broken, each line after `margin`.
    fn text(&self, text: &str, margin: &str) -> String;

    /// `true` or `false`.
    fn flag(&self, flag: bool) -> String {
        flag.to_string()
    }

    /// A number.
    fn number(&self, number: &Number) -> String {
        number.to_string()
    }

    /// What the file called `name` holds.
    fn beside(&self, name: &str, content: &[u8], is_text: bool) -> String;
}

/// `member` behind `depth` steps of indentation.
pub(super) fn write<L: Language>(language: &L, member: &Member, depth: usize) -> String {
    match member {
        Member::Text(text) => language.text(text, &L::INDENT.repeat(depth + 1)),
        Member::Flag(flag) => language.flag(*flag),
        Member::Number(number) => language.number(number),
        Member::Beside { file, is_text } => language.beside(&file.name, &file.content, *is_text),
        Member::List(items) => match items.as_slice() {
            // A lone address reads best where it is.
            [Member::Text(text)] => {
                format!("[{}]", language.text(text, &L::INDENT.repeat(depth + 1)))
            }
            items => {
                let lines = items.iter().map(|item| write(language, item, depth + 1));
                enclosed::<L>("[", "]", &lines.collect::<Vec<_>>(), depth)
            }
        },
        Member::Structure(members) => {
            let lines = members.iter().map(|(name, member)| {
                match (language.key(name), write(language, member, depth + 1)) {
                    // It begins on the next line.
                    (key, value) if value.starts_with('\n') => format!("{}{value}", key.trim_end()),
                    (key, value) => key + &value,
                }
            });
            enclosed::<L>("{", "}", &lines.collect::<Vec<_>>(), depth)
        }
    }
}

fn enclosed<L: Language>(open: &str, close: &str, lines: &[String], depth: usize) -> String {
    if lines.is_empty() {
        return format!("{open}{close}");
    }
    let margin = L::INDENT.repeat(depth + 1);
    let between = format!(",\n{margin}");
    let last = if L::LAST_COMMA { "," } else { "" };
    let outer = L::INDENT.repeat(depth);
    format!("{open}\n{margin}{}{last}\n{outer}{close}", lines.join(&between))
}

/// `text` cut behind its line feeds, if there are several lines.
pub(super) fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}
