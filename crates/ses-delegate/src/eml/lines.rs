//! Lines, in whatever way they end.

use std::ops::Range;

/// One line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Where it begins.
    pub(super) start: usize,
    /// Where its text ends.
    pub(super) text_end: usize,
    /// Where the next one begins.
    pub(super) end: usize,
}

impl Line {
    /// The line that begins at `start`; none at the end of `bytes`.
    pub(super) fn at(bytes: &[u8], start: usize) -> Option<Self> {
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let text = rest.iter().position(|b| matches!(b, b'\r' | b'\n')).unwrap_or(rest.len());
        let ended = &rest[text..];
        let end = ["\r\r\n", "\r\n", "\r", "\n"]
            .into_iter()
            .find(|end| ended.starts_with(end.as_bytes()))
            .map_or(0, str::len);
        Some(Self { start, text_end: start + text, end: start + text + end })
    }

    pub(super) fn text(self) -> Range<usize> {
        self.start..self.text_end
    }

    /// True if it goes on with the line before.
    pub(super) fn is_fold(self, bytes: &[u8]) -> bool {
        matches!(bytes[self.text()].first(), Some(b' ' | b'\t'))
    }
}

/// The end of the first line that ends with LF: what is added ends likewise.
pub(super) fn style(bytes: &[u8]) -> &'static str {
    match bytes.iter().position(|b| *b == b'\n') {
        Some(at) if at == 0 || bytes[at - 1] != b'\r' => "\n",
        _ => "\r\n",
    }
}

/// What servers may dislike in lines; each with the first line where it stands, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LineFacts {
    /// LF without CR.
    pub bare_lf: Option<usize>,
    /// CR without LF.
    pub bare_cr: Option<usize>,
    /// NUL.
    pub nul: Option<usize>,
    /// A byte beyond ASCII in the header block.
    pub eight_bit_header: Option<usize>,
    /// A byte beyond ASCII in the body.
    pub eight_bit_body: Option<usize>,
    /// The first line of more than 998 bytes, which CRLF would make 1000.
    pub long: Option<usize>,
    /// The length of the longest line, in bytes, without its end.
    pub longest: usize,
}

/// Longest line, in bytes, without its end (RFC 5322 section 2.1.1).
const LINE_MAX: usize = 998;

impl LineFacts {
    /// `bytes`, whose body begins at `body`. A CR alone ends no line here.
    pub(super) fn of(bytes: &[u8], body: usize) -> Self {
        let mut facts = Self::default();
        let mut start = 0;
        for (at, line) in bytes.split_inclusive(|b| *b == b'\n').enumerate() {
            let number = at + 1;
            let note = |fact: &mut Option<usize>, applies: bool| {
                if applies {
                    fact.get_or_insert(number);
                }
            };
            let text = match line.strip_suffix(b"\n") {
                Some(text) => {
                    note(&mut facts.bare_lf, !text.ends_with(b"\r"));
                    text.strip_suffix(b"\r").unwrap_or(text)
                }
                None => line,
            };
            note(&mut facts.bare_cr, text.contains(&b'\r'));
            note(&mut facts.nul, text.contains(&0));
            if !text.is_ascii() {
                let place = if start < body {
                    &mut facts.eight_bit_header
                } else {
                    &mut facts.eight_bit_body
                };
                note(place, true);
            }
            note(&mut facts.long, text.len() > LINE_MAX);
            facts.longest = facts.longest.max(text.len());
            start += line.len();
        }
        facts
    }
}
