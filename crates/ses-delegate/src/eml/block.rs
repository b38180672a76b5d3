//! The header block, exactly: every byte of it belongs to one header or stray.

use std::ops::Range;

use super::header::EmlHeader;
use super::lines::{Line, style};

/// What was found before the body.
#[derive(Debug, Clone)]
pub(super) struct Block<'a> {
    /// Where headers may be put: behind what may only stand first.
    pub(super) start: usize,
    /// Where the last header ends.
    pub(super) end: usize,
    /// Where the body begins.
    pub(super) body: usize,
    pub(super) headers: Vec<EmlHeader<'a>>,
    pub(super) strays: Vec<Stray>,
    pub(super) line_end: &'static str,
}

/// What stands in a header block and is no header. Readers differ on it: some
/// pass over it, for others the body begins there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// What it is.
    pub kind: StrayKind,
    /// Its line, from 1.
    pub line: usize,
    /// Its bytes, line ends included.
    pub range: Range<usize>,
}

/// What is no header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StrayKind {
    /// `From ann@example.com Tue Nov …`: what separates messages in an mbox file.
    MboxLine,
    /// A byte order mark before the first line.
    ByteOrderMark,
    /// A continuation with nothing before it.
    Fold,
    /// A colon without a name before it.
    NoName,
    /// A line that has no colon, or no name that can be one before it.
    NotAHeader,
}

/// What UTF-8 text files may begin with.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl<'a> Block<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Self {
        let mut block = Self {
            start: 0,
            end: 0,
            body: bytes.len(),
            headers: Vec::new(),
            strays: Vec::new(),
            line_end: style(bytes),
        };
        if bytes.starts_with(BYTE_ORDER_MARK) {
            let range = 0..BYTE_ORDER_MARK.len();
            block.strays.push(Stray { kind: StrayKind::ByteOrderMark, line: 1, range });
        }
        let (mut at, mut number) = (0, 1);
        while let Some(line) = Line::at(bytes, at) {
            if line.text().is_empty() {
                block.body = line.end;
                break;
            }
            let (end, lines) = folded(bytes, line);
            block.push(bytes, line, end, number);
            (at, number) = (end, number + lines);
        }
        block.end = at;
        block
    }

    fn push(&mut self, bytes: &'a [u8], line: Line, end: usize, number: usize) {
        let range = line.start..end;
        let text = &bytes[line.text()];
        let stray = if line.is_fold(bytes) {
            StrayKind::Fold
        } else if line.start == 0 && is_mbox_line(text) {
            StrayKind::MboxLine
        } else {
            // A mark stays even where the header behind it falls away.
            let mark = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
            let marked = line.start + mark;
            match name(&bytes[marked..line.text_end]) {
                Ok(name) => {
                    self.headers.push(EmlHeader::new(bytes, name, marked..end, number, line));
                    return;
                }
                Err(kind) => kind,
            }
        };
        // What is put before a continuation would be continued by it; an mbox
        // line is one at the very beginning only.
        if matches!(stray, StrayKind::Fold | StrayKind::MboxLine) {
            self.start = end;
        }
        self.strays.push(Stray { kind: stray, line: number, range });
    }
}

/// Where a header ends that begins with `line`, and how many lines it has.
fn folded(bytes: &[u8], line: Line) -> (usize, usize) {
    let (mut end, mut lines) = (line.end, 1);
    while let Some(next) = Line::at(bytes, end).filter(|next| next.is_fold(bytes)) {
        (end, lines) = (next.end, lines + 1);
    }
    (end, lines)
}

/// `From : ann@example.com`, which old writers made, is a header.
fn is_mbox_line(text: &[u8]) -> bool {
    text.strip_prefix(b"From ").is_some_and(|rest| !rest.trim_ascii_start().starts_with(b":"))
}

/// How many bytes the name of the header `text` has; blanks may follow it
/// before the colon (RFC 5322 section 4.5.3).
fn name(text: &[u8]) -> Result<usize, StrayKind> {
    let colon = text.iter().position(|b| *b == b':').ok_or(StrayKind::NotAHeader)?;
    match text[..colon].trim_ascii_end() {
        [] => Err(StrayKind::NoName),
        name if name.iter().all(u8::is_ascii_graphic) => Ok(name.len()),
        _ => Err(StrayKind::NotAHeader),
    }
}
