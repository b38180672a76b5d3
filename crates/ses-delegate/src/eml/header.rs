//! One header of an existing message.

use std::borrow::Cow;
use std::ops::Range;

use super::lines::Line;
use super::reading;

/// A header as the message has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmlHeader<'a> {
    /// From the name to the last line's end.
    bytes: &'a [u8],
    name: usize,
    /// Where the first line's text ends in `bytes`.
    first: usize,
    range: Range<usize>,
    line: usize,
}

/// A mailbox as a header has it; it may be none that SES takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmlMailbox {
    /// The display name, decoded; blank if none.
    pub name: String,
    /// What stands for the address.
    pub address: String,
}

impl<'a> EmlHeader<'a> {
    /// A header at `range`, whose name has `name` bytes and which begins on `line`.
    pub(super) fn new(
        bytes: &'a [u8],
        name: usize,
        range: Range<usize>,
        number: usize,
        line: Line,
    ) -> Self {
        let first = line.text_end - range.start;
        Self { bytes: &bytes[range.clone()], name, first, range, line: number }
    }

    /// The name as written: printable ASCII.
    pub fn name(&self) -> &'a str {
        str::from_utf8(&self.bytes[..self.name]).unwrap_or_default()
    }

    /// True if it is called `name`, in any case.
    pub fn is(&self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    /// Its line in the file, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Its bytes in the file, line ends included.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// True if it goes on over more than one line.
    pub fn is_folded(&self) -> bool {
        Line::at(self.bytes, 0).is_some_and(|first| first.end < self.bytes.len())
    }

    /// The value without its line ends and the blanks around it, not decoded.
    pub fn unfolded(&self) -> Cow<'a, [u8]> {
        let value = self.bytes[..self.first].iter().position(|b| *b == b':').unwrap_or(self.first);
        let value = &self.bytes[value.saturating_add(1).min(self.bytes.len())..];
        if !self.is_folded() {
            let end = Line::at(value, 0).map_or(0, |line| line.text_end);
            return Cow::Borrowed(value[..end].trim_ascii());
        }
        let mut text = Vec::with_capacity(value.len());
        let mut at = 0;
        while let Some(line) = Line::at(value, at) {
            text.extend_from_slice(&value[line.text()]);
            // The colon's line may hold nothing else.
            at = line.end;
        }
        Cow::Owned(text.trim_ascii().to_vec())
    }

    /// The value as text: what is not UTF-8 is replaced by U+FFFD.
    pub fn value(&self) -> String {
        String::from_utf8_lossy(&self.unfolded()).into_owned()
    }

    /// The value as a reader sees it: encoded words decoded.
    pub fn decoded(&self) -> String {
        reading::decoded(&self.unfolded())
    }

    /// The mailboxes that it lists, groups taken apart.
    pub fn mailboxes(&self) -> Vec<EmlMailbox> {
        reading::mailboxes(&self.unfolded())
    }
}
