//! Values as Python writes them. A text is what it is in JSON, whose escapes Python shares.

use super::json;
use super::layout::{self, Language};
use super::member::Member;

/// The members of an input as keyword arguments, `depth` steps in; texts and
/// bytes of files are read from the folder `here`.
pub(super) fn arguments(input: &[(String, Member)], depth: usize) -> String {
    let margin = Python::INDENT.repeat(depth);
    let argument = |(name, member): &(String, Member)| {
        format!("{margin}{name}={},\n", layout::write(&Python, member, depth))
    };
    input.iter().map(argument).collect()
}

struct Python;

impl Language for Python {
    const INDENT: &'static str = "    ";
    const LAST_COMMA: bool = true;

    fn key(&self, name: &str) -> String {
        format!("{}: ", json::literal(name))
    }

    fn text(&self, text: &str, margin: &str) -> String {
        match layout::lines(text).as_slice() {
            [] | [_] => json::literal(text),
            // Literals side by side are one.
            lines => {
                let lines = lines.iter().map(|line| format!("\n{margin}{}", json::literal(line)));
                let outer = margin.strip_suffix(Self::INDENT).unwrap_or_default();
                format!("({}\n{outer})", lines.collect::<String>())
            }
        }
    }

    fn flag(&self, flag: bool) -> String {
        if flag { "True" } else { "False" }.to_owned()
    }

    fn beside(&self, name: &str, _: &[u8], is_text: bool) -> String {
        // Read as text it would lose the carriage returns of its line ends.
        let decoded = if is_text { ".decode()" } else { "" };
        format!("(here / {}).read_bytes(){decoded}", json::literal(name))
    }
}
