//! An existing message that is sent under a delegation.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use super::ses::{self, SesFate, SesHeader};
use super::{DkimSignature, Eml};
use crate::draft::Delegate;

/// A message taken over: the bytes of the file but for the headers that were
/// removed, and those that were put in. It borrows the file and copies none of it.
#[derive(Debug, Clone)]
pub struct Adopted<'a> {
    eml: Eml<'a>,
    ses_headers: Vec<SesHeader>,
    inserted: String,
    /// What is kept of the file: before what is put in, and after it.
    kept: Vec<Range<usize>>,
    /// How many of `kept` stand before it.
    before: usize,
}

impl<'a> Adopted<'a> {
    pub(super) fn new(eml: Eml<'a>, ours: &[(&'static str, String)]) -> Self {
        let names: Vec<_> = ours.iter().map(|(name, _)| *name).collect();
        let ses_headers = ses::find(&eml, &names);
        let removed = ses_headers.iter().filter(|header| header.fate == SesFate::Removed);
        let removed: Vec<_> = removed.map(|header| header.range.clone()).collect();
        let mut inserted = String::new();
        let start = eml.block.start;
        let line_end = eml.line_end();
        if !ours.is_empty() && start > 0 && !matches!(eml.bytes[start - 1], b'\r' | b'\n') {
            inserted.push_str(line_end);
        }
        for (name, value) in ours {
            // Literally: SES reads no folded lines and no encoded words here.
            let _ = write!(inserted, "{name}: {value}{line_end}");
        }
        let (kept, before) = kept(eml.bytes, start, &removed, !inserted.is_empty());
        Self { eml, ses_headers, inserted, kept, before }
    }

    /// The message as it was.
    pub fn eml(&self) -> &Eml<'a> {
        &self.eml
    }

    /// Every X-SES header that it had, and what became of it.
    pub fn ses_headers(&self) -> &[SesHeader] {
        &self.ses_headers
    }

    /// Those that are removed.
    pub fn removed(&self) -> impl Iterator<Item = &SesHeader> {
        self.ses_headers.iter().filter(|header| header.fate == SesFate::Removed)
    }

    /// What is put in, at the top of the header block.
    pub fn inserted(&self) -> &str {
        &self.inserted
    }

    /// The DKIM signatures that removing or adding these headers breaks.
    pub fn broken_signatures(&self) -> Vec<DkimSignature> {
        let mut signatures = self.eml.signatures();
        signatures.retain(|signature| signature.covered_ses_headers().next().is_some());
        signatures
    }

    /// The ARNs that the message named and SES would have used: the first of each name.
    pub fn carried(&self) -> Option<Delegate> {
        let value = |name: &str| {
            let mut effective = self.ses_headers.iter().filter(|header| header.is_effective);
            effective.find(|header| header.is(name)).map(|header| header.value.clone())
        };
        let [source, from, return_path] = ses::DELEGATION.map(value);
        let found = source.is_some() || from.is_some() || return_path.is_some();
        found.then(|| Delegate {
            source_arn: source.unwrap_or_default(),
            from_arn: from.unwrap_or_default(),
            return_path_arn: return_path.unwrap_or_default(),
        })
    }

    /// The message in pieces, in order.
    pub fn pieces(&self) -> impl Iterator<Item = &[u8]> {
        let (before, after) = self.kept.split_at(self.before);
        let of_file = |range: &Range<usize>| &self.eml.bytes[range.clone()];
        let inserted = std::iter::once(self.inserted.as_bytes());
        before.iter().map(of_file).chain(inserted).chain(after.iter().map(of_file))
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.pieces().map(<[u8]>::len).sum()
    }

    /// True if there is nothing of it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The message in one buffer: the file itself if nothing changes.
    pub fn to_bytes(&self) -> Cow<'a, [u8]> {
        let is_whole = self.inserted.is_empty() && self.len() == self.eml.bytes.len();
        if is_whole {
            return Cow::Borrowed(self.eml.bytes);
        }
        let mut bytes = Vec::with_capacity(self.len());
        self.pieces().for_each(|piece| bytes.extend_from_slice(piece));
        Cow::Owned(bytes)
    }
}

/// What stays of `bytes`, cut at `start`, and how many pieces stand before it.
fn kept(
    bytes: &[u8],
    start: usize,
    removed: &[Range<usize>],
    is_inserted: bool,
) -> (Vec<Range<usize>>, usize) {
    let mut kept = Vec::new();
    let mut last = None;
    if start > 0 {
        kept.push(0..start);
        last = (!is_inserted).then(|| bytes[start - 1]);
    }
    let before = kept.len();
    let mut at = start;
    for gap in removed.iter().cloned().chain(std::iter::once(bytes.len()..bytes.len())) {
        let mut piece = at..gap.start;
        // A CR alone ended the line before: the next line's end would become
        // part of that, and the empty line be lost, so one LF stays.
        let merges = [&b"\n"[..], b"\r\n"].iter().any(|end| bytes[piece.clone()].starts_with(end));
        if merges && at > start && last == Some(b'\r') {
            piece.start -= 1;
        }
        if !piece.is_empty() {
            last = Some(bytes[piece.end - 1]);
            kept.push(piece);
        }
        at = gap.end;
    }
    (kept, before)
}
