//! One file's bytes, encoded as they come.

use super::kernel::{self, BYTES_PER_LINE, CHARS_PER_LINE, WRAPPED_LINE};
use super::{Carry, Coding, FileSegment};
use crate::error::ParseError;

/// Encodes the bytes of one file, chunk after chunk, within constant memory.
///
/// Chunks may have any size; those of a multiple of 57 bytes are the fastest.
#[derive(Debug, Clone)]
pub struct FileEncoder {
    file: usize,
    size: u64,
    seen: u64,
    coding: Coding,
    /// Too few bytes for a group of their own, yet.
    pending: [u8; BYTES_PER_LINE],
    pending_len: usize,
}

impl FileEncoder {
    pub(super) fn new(segment: &FileSegment) -> Self {
        Self {
            file: segment.file,
            size: segment.size,
            seen: 0,
            coding: segment.coding,
            pending: [0; BYTES_PER_LINE],
            pending_len: 0,
        }
    }

    /// Encodes the next bytes and appends what is complete to `encoded`.
    pub fn push(&mut self, mut chunk: &[u8], encoded: &mut Vec<u8>) {
        self.seen += chunk.len() as u64;
        let group = self.group();
        if self.pending_len > 0 {
            let wanted = (group - self.pending_len).min(chunk.len());
            self.pending[self.pending_len..][..wanted].copy_from_slice(&chunk[..wanted]);
            self.pending_len += wanted;
            chunk = &chunk[wanted..];
            if self.pending_len < group {
                return;
            }
            let pending = self.pending;
            self.encode_groups(&pending[..group], encoded);
            self.pending_len = 0;
        }
        let whole = chunk.len() / group * group;
        self.encode_groups(&chunk[..whole], encoded);
        let rest = &chunk[whole..];
        self.pending[..rest.len()].copy_from_slice(rest);
        self.pending_len = rest.len();
    }

    /// Appends the end.
    ///
    /// # Errors
    /// `content.size` if there were fewer or more bytes than planned: what was
    /// encoded is then not what the plan promised.
    pub fn finish(self, encoded: &mut Vec<u8>) -> Result<(), ParseError> {
        if self.seen != self.size {
            return Err(ParseError::new(
                "content.size",
                format!("a file of {} bytes", self.size),
                format!("{}", self.seen),
            )
            .at("content")
            .at(format!("attachments[{}]", self.file)));
        }
        let pending = &self.pending[..self.pending_len];
        match self.coding {
            Coding::Base64 => kernel::padded(pending, encoded),
            Coding::Lines => last_line(pending, encoded),
            Coding::LinesInBase64(carry) => {
                let mut text = carry.as_slice().to_vec();
                last_line(pending, &mut text);
                // What is left over opens the next segment, which the plan knows already.
                kernel::padded(&text[..text.len() / 3 * 3], encoded);
            }
        }
        Ok(())
    }

    /// Bytes that are encoded together.
    fn group(&self) -> usize {
        match self.coding {
            Coding::Base64 => 3,
            Coding::Lines | Coding::LinesInBase64(_) => BYTES_PER_LINE,
        }
    }

    fn encode_groups(&mut self, bytes: &[u8], encoded: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let len = match self.coding {
            Coding::Base64 => bytes.len() / 3 * 4,
            Coding::Lines => bytes.len() / BYTES_PER_LINE * CHARS_PER_LINE,
            Coding::LinesInBase64(_) => bytes.len() / BYTES_PER_LINE * WRAPPED_LINE,
        };
        let start = encoded.len();
        encoded.resize(start + len, 0);
        let room = &mut encoded[start..];
        match &mut self.coding {
            Coding::Base64 => kernel::base64(bytes, room),
            Coding::Lines => kernel::lines(bytes, room),
            Coding::LinesInBase64(carry) => {
                kernel::lines_in_base64(bytes, carry.as_slice(), room);
                // A line's 78 characters leave as many over as came in: the end of its CRLF.
                *carry = Carry::of(&b"\r\n"[2 - carry.len..]);
            }
        }
    }
}

/// A line that may be short; nothing if there is nothing to write.
fn last_line(bytes: &[u8], encoded: &mut Vec<u8>) {
    if !bytes.is_empty() {
        kernel::padded(bytes, encoded);
        encoded.extend_from_slice(b"\r\n");
    }
}
