//! A header as the pieces between which it may be folded.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::encoded_word;
use crate::address::Mailbox;
use crate::header::HeaderText;

/// One header. A space stands between its pieces and nowhere else may it be
/// folded, so that unfolding gives back what was written (RFC 5322 section 2.2.3).
#[derive(Debug, Clone)]
pub(crate) struct Field<'a> {
    name: Cow<'a, str>,
    pieces: Vec<String>,
}

/// Longest line that is folded to, in characters (RFC 5322 section 2.1.1), and
/// the longest with an encoded word on it (RFC 2047 section 2).
const LINE: usize = 78;
const LINE_OF_WORDS: usize = 76;

/// Longest quoted string, in characters: a line holds it with the space before.
const QUOTED: usize = LINE - 2;

impl<'a> Field<'a> {
    pub(super) fn new(name: impl Into<Cow<'a, str>>) -> Self {
        Self { name: name.into(), pieces: Vec::new() }
    }

    /// One more piece: proven ASCII, of at most some 850 characters.
    pub(super) fn piece(mut self, piece: impl Into<String>) -> Self {
        self.pieces.push(piece.into());
        self
    }

    /// Unstructured text that reads back as it is.
    pub(super) fn text(mut self, text: &str) -> Self {
        if encoded_word::is_needed(text) {
            self.words(text);
        } else {
            self.pieces.extend(text.split(' ').map(str::to_owned));
        }
        self
    }

    /// A display name (RFC 5322 section 3.2.5), as a quoted string on one line
    /// or in encoded words: not every reader takes a fold between quotes.
    pub(super) fn phrase(mut self, name: &HeaderText) -> Self {
        let name = name.as_str();
        let quoted = format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
        if encoded_word::is_needed(name) || quoted.len() > QUOTED {
            self.words(name);
        } else {
            self.pieces.push(quoted);
        }
        self
    }

    pub(super) fn mailboxes(mut self, mailboxes: &[Mailbox]) -> Self {
        for (at, mailbox) in mailboxes.iter().enumerate() {
            if let Some(name) = &mailbox.name {
                self = self.phrase(name);
            }
            let comma = if at + 1 < mailboxes.len() { "," } else { "" };
            self.pieces.push(format!("<{}>{comma}", mailbox.address));
        }
        self
    }

    /// The parameter `filename`, in RFC 2231's form where quotes would not do.
    ///
    /// There is no plain `filename=` beside it: Python's `email` would read
    /// that one and pass over the other.
    pub(super) fn file_name(mut self, name: &HeaderText) -> Self {
        let name = name.as_str();
        let plain = (1..=PARAMETER).contains(&name.len())
            && !encoded_word::is_needed(name)
            && !name.contains(['"', '\\', ';', '%', '\'']);
        if plain {
            return self.piece(format!("filename=\"{name}\""));
        }
        let mut sections = vec![String::new()];
        for c in name.chars() {
            let c = utf8_percent_encode(c.encode_utf8(&mut [0; 4]), ATTRIBUTE).to_string();
            match sections.last_mut() {
                Some(section) if section.len() + c.len() <= PARAMETER => section.push_str(&c),
                _ => sections.push(c),
            }
        }
        if let [whole] = &sections[..] {
            return self.piece(format!("filename*=UTF-8''{whole}"));
        }
        let last = sections.len() - 1;
        for (at, section) in sections.iter().enumerate() {
            let charset = if at == 0 { "UTF-8''" } else { "" };
            let end = if at == last { "" } else { ";" };
            self.pieces.push(format!("filename*{at}*={charset}{section}{end}"));
        }
        self
    }

    fn words(&mut self, text: &str) {
        // What is left of the first line; too little of it is not used at all.
        let left = LINE_OF_WORDS.saturating_sub(self.name.len() + 2);
        let first = match left {
            encoded_word::SHORTEST.. if self.pieces.is_empty() => left,
            _ => encoded_word::LONGEST,
        };
        self.pieces.extend(encoded_word::encode(text, first));
    }

    /// The header's name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The value on one line.
    pub(crate) fn value(&self) -> String {
        self.pieces.join(" ")
    }

    /// The value with line breaks where it is folded, for a header of that name.
    pub(super) fn folded(&self) -> String {
        let mut value = String::new();
        let (mut column, mut has_word) = (self.name.len() + 1, false);
        for (at, piece) in self.pieces.iter().enumerate() {
            // Nothing else begins like this: see `is_needed`.
            let is_word = piece.starts_with("=?");
            let limit = if has_word || is_word { LINE_OF_WORDS } else { LINE };
            let is_first = at == 0;
            if column + 1 + piece.len() > limit && (!is_first || is_word) {
                value.push_str("\r\n ");
                (column, has_word) = (0, false);
            } else if !is_first {
                value.push(' ');
            }
            value.push_str(piece);
            column += 1 + piece.len();
            has_word |= is_word;
        }
        value
    }

    /// Writes the whole header.
    pub(super) fn write(&self, to: &mut Vec<u8>) {
        let value = self.folded();
        to.extend_from_slice(self.name.as_bytes());
        to.push(b':');
        if !value.starts_with("\r\n") {
            to.push(b' ');
        }
        to.extend_from_slice(value.as_bytes());
        to.extend_from_slice(b"\r\n");
    }
}

/// Longest value of a parameter, or of a section of it: a line holds it with its name.
const PARAMETER: usize = 50;

/// RFC 2231 section 7 allows more; these are safe everywhere.
const ATTRIBUTE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(field: &Field<'_>) -> Vec<String> {
        let mut bytes = Vec::new();
        field.write(&mut bytes);
        let text = String::from_utf8(bytes).unwrap();
        let text = text.strip_suffix("\r\n").unwrap();
        assert!(text.is_ascii());
        let lines: Vec<_> = text.split("\r\n").map(str::to_owned).collect();
        for (at, line) in lines.iter().enumerate() {
            assert!(!line.contains(['\r', '\n']) && line.len() <= 998, "{line}");
            assert!(!line.contains("=?") || line.len() <= 76, "{line}");
            assert_eq!(at > 0, line.starts_with(' '), "{line}");
            assert!(!line.trim().is_empty());
        }
        lines
    }

    #[test]
    fn long_text_is_folded_where_it_has_spaces() {
        let text = "The quick brown fox jumps over the lazy dog. ".repeat(10);
        let text = text.trim_end();
        let lines = lines(&Field::new("Subject").text(text));
        assert!(lines.len() > 5 && lines.iter().all(|line| line.len() <= 78));
        assert_eq!(lines.concat(), format!("Subject: {text}"));
        assert_eq!(Field::new("Subject").text(text).value(), text);
    }

    #[test]
    fn words_fit_beside_names_of_any_length() {
        for length in [1, 7, 40, 51, 52, 53, 70, 76, 77, 78, 126] {
            let name = "X".repeat(length);
            for text in ["é", &"é日🎉".repeat(100), &"x".repeat(2000)] {
                lines(&Field::new(name.as_str()).text(text));
            }
            lines(&Field::new(name.as_str()).text(&"x".repeat(400)));
        }
    }

    #[test]
    fn mailboxes_are_quoted_or_encoded() {
        let of = |text: &str| {
            let mailbox: Mailbox = text.parse().unwrap();
            Field::new("To").mailboxes(&[mailbox]).value()
        };
        assert_eq!(of("a@b.c"), "<a@b.c>");
        assert_eq!(of(r#""Smith, \"A\" \\" <a@b.c>"#), r#""Smith, \"A\" \\" <a@b.c>"#);
        assert_eq!(of("Ä <a@b.c>"), "=?utf-8?B?w4Q=?= <a@b.c>");
        assert_eq!(of("\"=?utf-8?Q?x?=\" <a@b.c>"), "=?utf-8?B?PT91dGYtOD9RP3g/PQ==?= <a@b.c>");
        let many: Vec<Mailbox> = vec!["Ännchen von Tharau <ann@example.com>".parse().unwrap(); 50];
        assert!(lines(&Field::new("To").mailboxes(&many)).len() >= 50);
    }

    #[test]
    fn file_names_of_any_length_and_script() {
        let of = |name: &str| {
            let name = HeaderText::new(name).unwrap();
            Field::new("Content-Disposition").piece("attachment;").file_name(&name)
        };
        assert_eq!(of("a b.txt").value(), "attachment; filename=\"a b.txt\"");
        assert_eq!(of("ä.txt").value(), "attachment; filename*=UTF-8''%C3%A4.txt");
        assert_eq!(of("a\"b").value(), "attachment; filename*=UTF-8''a%22b");
        for name in ["🎉".repeat(255), "x".repeat(255), "=?u?Q?x?=".repeat(28), "é日".repeat(30)]
        {
            let lines = lines(&of(&name));
            let read: String = lines[1..]
                .iter()
                .enumerate()
                .map(|(at, line)| {
                    assert!(line.len() <= 78, "{line}");
                    let prefix = format!(" filename*{at}*=");
                    let section = line.strip_prefix(&prefix).unwrap().trim_end_matches(';');
                    let section = section.trim_start_matches("UTF-8''");
                    percent_encoding::percent_decode_str(section).decode_utf8().unwrap()
                })
                .collect();
            assert_eq!(read, name);
        }
    }
}
