//! The tree of a message's parts (RFC 2046), cut where its bytes say.

use std::ops::Range;

use super::block::Block;
use super::lines::Line;
use super::reading::{self, Media};

/// What a message holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EmlContent {
    /// The message itself, then its parts as they stand in it.
    pub parts: Vec<EmlPart>,
    /// The plain text that is shown, and its part's place; none if there is none.
    pub text: Option<(usize, String)>,
    /// The HTML that is shown, and its part's place.
    pub html: Option<(usize, String)>,
}

/// A part of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmlPart {
    /// `1` is the message, `1.2` its second part.
    pub path: String,
    /// What it is for.
    pub role: PartRole,
    /// Its media type in lower case: `text/plain` unless it tells another.
    pub content_type: String,
    /// The character set that it tells, blank if none.
    pub charset: String,
    /// `attachment` or `inline`, blank if it tells none.
    pub disposition: String,
    /// What it is called, decoded; blank if it has no name.
    pub file_name: String,
    /// Its Content-ID without brackets, blank if it has none.
    pub content_id: String,
    /// `base64`, `quoted-printable`, or what else it tells; blank if nothing.
    pub transfer_encoding: String,
    /// Its body in the file.
    pub range: Range<usize>,
    /// Length of its body as it stands, in bytes.
    pub encoded_size: u64,
    /// Length of its content once decoded, in bytes; as it stands if it is damaged.
    pub size: u64,
    /// True if its encoding is damaged, or its last delimiter missing.
    pub is_damaged: bool,
}

/// What a part is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartRole {
    /// It holds other parts.
    Multipart,
    /// It holds a message.
    Message,
    /// It is shown as the message's text.
    Body,
    /// It is a file.
    File,
}

/// Deeper parts are not listed.
const DEEPEST: usize = 50;

/// Reads `bytes` from `start` on.
pub(super) fn read(bytes: &[u8], start: usize) -> EmlContent {
    let mut tree = Tree { bytes, content: EmlContent::default() };
    tree.part(start..bytes.len(), "1", &Parent::default());
    tree.content
}

/// What a part knows of where it stands.
#[derive(Default)]
struct Parent {
    depth: usize,
    is_digest: bool,
    /// Within another message, or beside the root of `multipart/related`.
    is_never_shown: bool,
}

struct Tree<'a> {
    bytes: &'a [u8],
    content: EmlContent,
}

impl Tree<'_> {
    /// Lists the part at `range`, and those within it.
    fn part(&mut self, range: Range<usize>, path: &str, parent: &Parent) {
        let block = Block::read(&self.bytes[range.clone()]);
        let header = |name: &str| {
            block.headers.iter().find(|header| header.is(name)).map(super::EmlHeader::unfolded)
        };
        let media = header("Content-Type").map(|value| Media::read(&value)).unwrap_or_default();
        let disposition =
            header("Content-Disposition").map(|value| Media::read(&value)).unwrap_or_default();
        let body = range.start + block.body..range.end;
        let content_type = match media.kind.as_str() {
            kind if kind.contains('/') => kind,
            // None, or none that is one (RFC 2045 section 5.2).
            "" if parent.is_digest => "message/rfc822",
            _ => "text/plain",
        };
        let word = |name: &str| {
            let value = header(name).map(|value| String::from_utf8_lossy(&value).into_owned());
            value.unwrap_or_default()
        };
        let id = word("Content-ID");
        let name = disposition.parameter("filename").or_else(|| media.parameter("name"));
        let part = EmlPart {
            path: path.to_owned(),
            role: PartRole::File,
            content_type: content_type.to_owned(),
            charset: media.parameter("charset").unwrap_or_default().to_owned(),
            disposition: disposition.kind.clone(),
            file_name: name.unwrap_or_default().to_owned(),
            content_id: id.trim_start_matches('<').trim_end_matches('>').to_owned(),
            transfer_encoding: word("Content-Transfer-Encoding").to_ascii_lowercase(),
            encoded_size: body.len() as u64,
            size: body.len() as u64,
            range: body.clone(),
            is_damaged: false,
        };
        let place = self.content.parts.len();
        self.content.parts.push(part);
        let is_deep = parent.depth >= DEEPEST;
        let below = |is_never_shown| Parent {
            depth: parent.depth + 1,
            is_digest: content_type == "multipart/digest",
            is_never_shown: parent.is_never_shown || is_never_shown,
        };
        if content_type.starts_with("multipart/") {
            let parts = media.parameter("boundary").and_then(|b| split(self.bytes, body, b));
            self.content.parts[place].is_damaged =
                parts.as_ref().is_none_or(|parts| !parts.is_closed);
            let Some(parts) = parts else { return };
            self.content.parts[place].role = PartRole::Multipart;
            for (at, range) in parts.ranges.into_iter().enumerate().filter(|_| !is_deep) {
                let beside = content_type == "multipart/related" && at > 0;
                self.part(range, &format!("{path}.{}", at + 1), &below(beside));
            }
        } else if matches!(content_type, "message/rfc822" | "message/global") {
            self.content.parts[place].role = PartRole::Message;
            if !is_deep {
                self.part(body, &format!("{path}.1"), &below(true));
            }
        } else {
            self.leaf(place, parent);
        }
    }

    fn leaf(&mut self, place: usize, parent: &Parent) {
        let part = &mut self.content.parts[place];
        let body = &self.bytes[part.range.clone()];
        let content = reading::content(body, &part.transfer_encoding);
        part.is_damaged = content.is_none();
        let content = content.unwrap_or(body.into());
        part.size = content.len() as u64;
        let is_attached = part.disposition == "attachment" || !part.file_name.is_empty();
        let shown = match part.content_type.as_str() {
            "text/plain" => &mut self.content.text,
            "text/html" => &mut self.content.html,
            _ => return,
        };
        if is_attached || parent.is_never_shown {
            return;
        }
        part.role = PartRole::Body;
        if shown.is_none() {
            *shown = Some((place, reading::text(&content, &part.charset)));
        }
    }
}

/// The parts of a multipart.
struct Parts {
    ranges: Vec<Range<usize>>,
    /// Whether the last delimiter is there.
    is_closed: bool,
}

/// Cuts `body` at its delimiters (RFC 2046 section 5.1.1); none if there is none.
fn split(bytes: &[u8], body: Range<usize>, boundary: &str) -> Option<Parts> {
    let bytes = &bytes[..body.end];
    let mut parts = Parts { ranges: Vec::new(), is_closed: false };
    // Where the part begins that is open, and where the line before ended.
    let (mut open, mut before) = (None, body.start);
    let mut at = body.start;
    while let Some(line) = Line::at(bytes, at) {
        let delimiter = delimiter(&bytes[line.text()], boundary);
        if let Some(is_last) = delimiter {
            // Between two that follow each other there is no part.
            parts.ranges.extend(open.take().filter(|start| *start < at).map(|start| start..before));
            if is_last {
                parts.is_closed = true;
                return Some(parts);
            }
            open = Some(line.end);
        }
        // A delimiter's own line end is no part of what follows.
        before = if delimiter.is_some() { line.end } else { line.text_end };
        at = line.end;
    }
    // The end is lost: what is there belongs to the last part.
    parts.ranges.push(open?..bytes.len());
    Some(parts)
}

/// Whether `line` is a delimiter, and then whether it is the last.
fn delimiter(line: &[u8], boundary: &str) -> Option<bool> {
    let rest = line.strip_prefix(b"--")?.strip_prefix(boundary.as_bytes())?;
    match rest.trim_ascii_end() {
        b"" => Some(false),
        b"--" => Some(true),
        _ => None,
    }
}
