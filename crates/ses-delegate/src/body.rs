//! A body as a plan: bytes, and holes where files go.
//!
//! The plan knows its exact length before a byte of any file is read, and holds
//! none of them. One plan serves one buffer, parts of a Blob, or two passes of
//! a stream: a first for the hash, a second for the wire.

mod encoder;
mod kernel;

use std::borrow::Borrow;
use std::io::{self, Read, Write};

use kernel::{BYTES_PER_LINE, CHARS_PER_LINE};

use crate::content::Content;
use crate::error::ParseError;

pub use encoder::FileEncoder;

/// What a request, or a message, consists of, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BodyPlan {
    segments: Vec<Segment>,
    len: u64,
}

/// A stretch of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Bytes as they are sent.
    Bytes(Vec<u8>),
    /// A file's bytes, encoded.
    File(FileSegment),
}

/// A hole: where the bytes of a file go, and how they are encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSegment {
    file: usize,
    size: u64,
    coding: Coding,
}

/// How the bytes of a file stand in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coding {
    /// Padded base64 on one line (RFC 4648 section 4).
    Base64,
    /// Base64 in lines of 76 characters and CRLF (RFC 2045 section 6.8).
    Lines,
    /// Such lines, once more as base64 together with what surrounds them.
    LinesInBase64(Carry),
}

/// The last bytes before a hole, too few for a group of three of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Carry {
    bytes: [u8; 2],
    len: usize,
}

impl Carry {
    fn of(bytes: &[u8]) -> Self {
        let mut carry = Self { len: bytes.len(), ..Self::default() };
        carry.bytes[..bytes.len()].copy_from_slice(bytes);
        carry
    }

    fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

impl FileSegment {
    pub(crate) fn new(file: usize, size: u64, coding: Coding) -> Self {
        Self { file, size, coding }
    }

    /// Which file: its place among the draft's attachments, from 0.
    pub fn file(&self) -> usize {
        self.file
    }

    /// How many bytes the file must have.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// How many bytes they become in the body.
    pub fn encoded_len(&self) -> u64 {
        match self.coding {
            Coding::Base64 => self.size.div_ceil(3) * 4,
            Coding::Lines => lines_len(self.size),
            Coding::LinesInBase64(carry) => (carry.len as u64 + lines_len(self.size)) / 3 * 4,
        }
    }

    /// Encodes the file's bytes as they come, in chunks of any size.
    pub fn encoder(&self) -> FileEncoder {
        FileEncoder::new(self)
    }
}

/// Length of `size` bytes as lines of base64.
fn lines_len(size: u64) -> u64 {
    let (full, rest) = (size / BYTES_PER_LINE as u64, size % BYTES_PER_LINE as u64);
    full * CHARS_PER_LINE as u64 + if rest == 0 { 0 } else { rest.div_ceil(3) * 4 + 2 }
}

/// Bytes of a file that are read at a time: whole lines, some 58 kB.
const CHUNK: usize = BYTES_PER_LINE * 1024;

impl BodyPlan {
    /// The exact length in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// True if there is nothing to send.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// What it consists of, in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Writes the body, reading each file once from what `open` gives for it.
    /// Memory stays constant whatever the files' size.
    ///
    /// # Errors
    /// Those of reading and writing; `InvalidData` if a file is shorter or
    /// longer than planned.
    pub fn write_to<W: Write, R: Read>(
        &self,
        to: &mut W,
        mut open: impl FnMut(usize) -> io::Result<R>,
    ) -> io::Result<()> {
        let (mut chunk, mut out) = (Vec::new(), Vec::new());
        for segment in &self.segments {
            match segment {
                Segment::Bytes(bytes) => to.write_all(bytes)?,
                Segment::File(file) => {
                    let mut from = open(file.file)?;
                    let mut encoder = file.encoder();
                    chunk.resize(CHUNK, 0);
                    loop {
                        let read = match from.read(&mut chunk) {
                            Ok(0) => break,
                            Ok(read) => read,
                            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                            Err(error) => return Err(error),
                        };
                        out.clear();
                        encoder.push(&chunk[..read], &mut out);
                        to.write_all(&out)?;
                    }
                    out.clear();
                    encoder
                        .finish(&mut out)
                        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
                    to.write_all(&out)?;
                }
            }
        }
        Ok(())
    }

    /// The body in one buffer; `bytes` gives each file's content.
    ///
    /// # Errors
    /// `content.size` if a file is shorter or longer than planned.
    pub fn to_vec<'a>(
        &self,
        mut bytes: impl FnMut(usize) -> &'a [u8],
    ) -> Result<Vec<u8>, ParseError> {
        let mut body = Vec::with_capacity(usize::try_from(self.len).unwrap_or_default());
        for segment in &self.segments {
            match segment {
                Segment::Bytes(bytes) => body.extend_from_slice(bytes),
                Segment::File(file) => {
                    let mut encoder = file.encoder();
                    encoder.push(bytes(file.file), &mut body);
                    encoder.finish(&mut body)?;
                }
            }
        }
        Ok(body)
    }

    /// The body in one buffer, with the attachments' `contents` where they go.
    ///
    /// # Errors
    /// `content.elsewhere` if the bytes of a file are not here.
    pub(crate) fn fill<C: Borrow<Content>>(&self, contents: &[C]) -> Result<Vec<u8>, ParseError> {
        let elsewhere = contents.iter().position(|content| content.borrow().bytes().is_none());
        if let Some(file) = elsewhere {
            return Err(ParseError::new(
                "content.elsewhere",
                "the bytes of the file, since the whole body is wanted",
                "only their number",
            )
            .at("content")
            .at(format!("attachments[{file}]")));
        }
        self.to_vec(|file| contents[file].borrow().bytes().unwrap_or_default())
    }

    /// Cuts `marked` at its NUL bytes, one for each of `holes`. Whoever writes
    /// `marked` makes sure that no other NUL can be in it.
    pub(crate) fn cut(marked: &[u8], holes: impl IntoIterator<Item = BodyPlan>) -> Self {
        let mut plan = Self::default();
        let mut holes = holes.into_iter();
        for (at, bytes) in marked.split(|byte| *byte == 0).enumerate() {
            if at > 0 {
                plan.extend(holes.next().expect("a hole for each mark"));
            }
            plan.push_bytes(bytes);
        }
        debug_assert!(holes.next().is_none(), "a mark for each hole");
        plan
    }

    /// This body as one string of base64, written with the characters of `alphabet`.
    pub(crate) fn to_base64(&self, alphabet: Alphabet) -> Self {
        let mut plan = Self::default();
        let mut carry: Vec<u8> = Vec::new();
        for segment in &self.segments {
            match segment {
                Segment::Bytes(bytes) => {
                    let mut text = std::mem::take(&mut carry);
                    text.extend_from_slice(bytes);
                    let whole = text.len() / 3 * 3;
                    carry.extend_from_slice(&text[whole..]);
                    plan.push_bytes(&alphabet.encode(&text[..whole]));
                }
                Segment::File(file) => {
                    debug_assert_eq!(file.coding, Coding::Lines, "only a message is wrapped");
                    let coding = Coding::LinesInBase64(Carry::of(&carry));
                    plan.push(Segment::File(FileSegment::new(file.file, file.size, coding)));
                    let left = (carry.len() as u64 + lines_len(file.size)) % 3;
                    if file.size > 0 {
                        // The tail of the last line's CRLF, whatever the file holds.
                        carry = b"\r\n"[2 - usize::try_from(left).unwrap_or_default()..].to_vec();
                    }
                }
            }
        }
        plan.push_bytes(&alphabet.encode(&carry));
        plan
    }

    pub(crate) fn of_file(file: usize, size: u64, coding: Coding) -> Self {
        let mut plan = Self::default();
        plan.push(Segment::File(FileSegment::new(file, size, coding)));
        plan
    }

    fn push(&mut self, segment: Segment) {
        self.len += match &segment {
            Segment::Bytes(bytes) => bytes.len() as u64,
            Segment::File(file) => file.encoded_len(),
        };
        self.segments.push(segment);
    }

    fn push_bytes(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        if let Some(Segment::Bytes(last)) = self.segments.last_mut() {
            last.extend_from_slice(bytes);
            self.len += bytes.len() as u64;
        } else {
            self.push(Segment::Bytes(bytes.to_vec()));
        }
    }

    fn extend(&mut self, other: Self) {
        for segment in other.segments {
            match segment {
                Segment::Bytes(bytes) => self.push_bytes(&bytes),
                file @ Segment::File(_) => self.push(file),
            }
        }
    }
}

impl From<Vec<u8>> for BodyPlan {
    fn from(bytes: Vec<u8>) -> Self {
        let mut plan = Self::default();
        if !bytes.is_empty() {
            plan.push(Segment::Bytes(bytes));
        }
        plan
    }
}

/// How base64 is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alphabet {
    /// As it is (JSON).
    Plain,
    /// With `+`, `/` and `=` percent-encoded (a form). A file within needs it
    /// nowhere: base64 of base64 text has neither `+` nor `/`.
    Form,
}

impl Alphabet {
    fn encode(self, bytes: &[u8]) -> Vec<u8> {
        let mut plain = Vec::new();
        kernel::padded(bytes, &mut plain);
        match self {
            Self::Plain => plain,
            Self::Form => {
                let mut form = Vec::with_capacity(plain.len() + plain.len() / 16);
                for byte in plain {
                    match byte {
                        b'+' => form.extend_from_slice(b"%2B"),
                        b'/' => form.extend_from_slice(b"%2F"),
                        b'=' => form.extend_from_slice(b"%3D"),
                        other => form.push(other),
                    }
                }
                form
            }
        }
    }
}

#[cfg(test)]
mod tests;
