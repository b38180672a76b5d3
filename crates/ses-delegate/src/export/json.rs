//! JSON, for programs that read it; its texts are literals of Python and JavaScript as well.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize as _;
use serde_json::ser::{Formatter, Serializer};

use super::layout::{self, Language};
use super::member::Member;

/// A text within double quotes. Characters that nobody sees, or that turn the
/// order of those that one sees, are escaped: none of them changes a script
/// unnoticed, nor ends a line of it.
pub(super) fn literal(text: &str) -> String {
    let mut json = Vec::with_capacity(text.len() + 2);
    text.serialize(&mut Serializer::with_formatter(&mut json, Visible)).expect("a text is JSON");
    String::from_utf8(json).expect("JSON is UTF-8")
}

struct Visible;

impl Formatter for Visible {
    fn write_string_fragment<W: io::Write + ?Sized>(
        &mut self,
        to: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        for shown in fragment.split_inclusive(is_hidden) {
            match shown.char_indices().next_back() {
                Some((at, last)) if is_hidden(last) => {
                    write!(to, "{}\\u{:04x}", &shown[..at], u32::from(last))?;
                }
                _ => to.write_all(shown.as_bytes())?,
            }
        }
        Ok(())
    }
}

/// Controls, spaces without width, separators of lines, marks of direction.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// How bytes stand in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bytes {
    /// As the text that they are in UTF-8.
    Text,
    /// As base64 (RFC 4648 section 4).
    Base64,
}

/// `member` and what is within it, indented by two spaces.
pub(super) fn pretty(member: &Member, bytes: Bytes) -> String {
    layout::write(&bytes, member, 0)
}

impl Language for Bytes {
    const INDENT: &'static str = "  ";
    const LAST_COMMA: bool = false;

    fn key(&self, name: &str) -> String {
        format!("{}: ", literal(name))
    }

    fn text(&self, text: &str, _: &str) -> String {
        literal(text)
    }

    fn beside(&self, _: &str, content: &[u8], is_text: bool) -> String {
        match self {
            Self::Base64 if !is_text => literal(&STANDARD.encode(content)),
            _ => literal(&String::from_utf8_lossy(content)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_text_is_read_back(text in ".*") {
            let text = format!("{text}\0\u{7f}\u{85}\u{2028}\u{202e}\u{feff}\"\\\r\n");
            let json = literal(&text);
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
            prop_assert!(!json.contains(|c: char| c.is_control() || is_hidden(c)));
        }
    }

    #[test]
    fn structures_are_indented() {
        let json = r#"{"A":"b","C":[],"D":["e"],"F":["g",1],"H":[{"I":true}]}"#;
        let member: Member = serde_json::from_str(json).unwrap();
        let pretty = pretty(&member, Bytes::Base64);
        assert_eq!(
            pretty,
            "{\n  \"A\": \"b\",\n  \"C\": [],\n  \"D\": [\"e\"],\n  \"F\": [\n    \"g\",\n    1\n  ],\n  \
             \"H\": [\n    {\n      \"I\": true\n    }\n  ]\n}"
        );
        assert_eq!(serde_json::from_str::<Member>(&pretty).unwrap(), member);
    }
}
