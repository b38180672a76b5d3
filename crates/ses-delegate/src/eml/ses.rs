//! X-SES headers that a message carries already.

use std::collections::HashSet;
use std::ops::Range;

use super::Eml;
use super::block::Block;
use super::header::EmlHeader;
use super::lines::Line;

/// Those that name identities; raw mail may carry them in place of parameters.
pub(super) const DELEGATION: [&str; 3] =
    ["X-SES-SOURCE-ARN", "X-SES-FROM-ARN", "X-SES-RETURN-PATH-ARN"];

/// What becomes of an X-SES header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SesFate {
    /// It falls away: it names an identity, or ours of that name stands in its place.
    Removed,
    /// It stays.
    Kept,
    /// It stands in the body, where SES does not read it, and stays.
    InBody,
}

/// An X-SES header of an existing message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SesHeader {
    /// Its name as written.
    pub name: String,
    /// Its value on one line.
    pub value: String,
    /// Its line in the file, from 1.
    pub line: usize,
    /// Its bytes in the file, line ends included.
    pub range: Range<usize>,
    /// Its place among the headers; none in the body.
    pub index: Option<usize>,
    /// True for the first of its name in the header block: SES passes over the others.
    pub is_effective: bool,
    /// True if it goes on over more than one line.
    pub is_folded: bool,
    /// What becomes of it.
    pub fate: SesFate,
}

impl SesHeader {
    fn new(header: &EmlHeader<'_>, index: Option<usize>, fate: SesFate) -> Self {
        Self {
            name: header.name().to_owned(),
            value: header.value(),
            line: header.line(),
            range: header.range(),
            index,
            is_effective: false,
            is_folded: header.is_folded(),
            fate,
        }
    }

    /// True if it is called `name`, in any case.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

pub(super) fn is_ses(name: &str) -> bool {
    name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("X-SES-"))
}

/// Those of the block, and those that look like headers where the body begins.
/// Names of `ours` are replaced.
pub(super) fn find(eml: &Eml<'_>, ours: &[&str]) -> Vec<SesHeader> {
    let mut found = Vec::new();
    let mut names = HashSet::new();
    for (at, header) in eml.headers().iter().enumerate().filter(|(_, h)| is_ses(h.name())) {
        let is_removed = DELEGATION.iter().chain(ours).any(|name| header.is(name));
        let fate = if is_removed { SesFate::Removed } else { SesFate::Kept };
        let is_effective = names.insert(header.name().to_ascii_uppercase());
        found.push(SesHeader { is_effective, ..SesHeader::new(header, Some(at), fate) });
    }
    let (block, at) = body_block(eml);
    let lines = lines_before(eml.bytes, at);
    for header in block.headers.iter().filter(|header| is_ses(header.name())) {
        let there = SesHeader::new(header, None, SesFate::InBody);
        found.push(SesHeader {
            line: there.line + lines,
            range: there.range.start + at..there.range.end + at,
            ..there
        });
    }
    found
}

fn lines_before(bytes: &[u8], at: usize) -> usize {
    let mut ends = std::iter::successors(Some(0), |start| Some(Line::at(bytes, *start)?.end));
    ends.position(|start| start >= at).unwrap_or_default()
}

/// What would be a header block if the body began with one, and where it begins.
fn body_block<'a>(eml: &Eml<'a>) -> (Block<'a>, usize) {
    let body = &eml.bytes[eml.block.body..];
    let blank = body.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    let at = eml.block.body + blank;
    // Headers that slipped into the body are few.
    let end = eml.bytes.len().min(at + 16 * 1024);
    let mut block = Block::read(&eml.bytes[at..end]);
    // Text that has a colon somewhere is no header.
    let broken = block.strays.first().map_or(usize::MAX, |stray| stray.range.start);
    block.headers.retain(|header| header.range().start < broken);
    (block, at)
}

pub(super) fn is_split_like_the_sample(eml: &Eml<'_>) -> bool {
    let headers = eml.headers();
    !headers.is_empty()
        && headers.iter().all(|header| is_ses(header.name()))
        && body_block(eml).0.headers.iter().any(|header| header.is("From") || header.is("To"))
}
