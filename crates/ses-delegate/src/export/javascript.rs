//! Values as JavaScript writes them. A text is what it is in JSON.

use super::json;
use super::layout::{self, Language};
use super::member::Member;

/// An input as an object, `depth` steps in; texts and bytes of files are read
/// by `readFile` from where the module is.
pub(super) fn object(input: &Member, depth: usize) -> String {
    layout::write(&JavaScript, input, depth)
}

struct JavaScript;

impl Language for JavaScript {
    const INDENT: &'static str = "  ";
    const LAST_COMMA: bool = true;

    /// AWS's names of members are identifiers.
    fn key(&self, name: &str) -> String {
        format!("{name}: ")
    }

    fn text(&self, text: &str, margin: &str) -> String {
        match layout::lines(text).as_slice() {
            [] | [_] => json::literal(text),
            lines => {
                let lines: Vec<_> = lines.iter().map(|line| json::literal(line)).collect();
                format!("\n{margin}{}", lines.join(&format!(" +\n{margin}")))
            }
        }
    }

    fn beside(&self, name: &str, _: &[u8], is_text: bool) -> String {
        let encoding = if is_text { ", \"utf8\"" } else { "" };
        format!("await readFile(new URL({}, import.meta.url){encoding})", json::literal(name))
    }
}
