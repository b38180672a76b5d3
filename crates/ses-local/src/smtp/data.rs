//! The text after `DATA`, up to the line that is a single dot.

/// RFC 5321 4.5.3.1.6: a line of text, its CRLF included, the dot that was
/// added for transparency not.
const MAX_LINE: usize = 1000;

/// Takes the dots out and finds the end, however the bytes come in pieces.
///
/// Only CRLF ends a line here, so only `CRLF . CRLF` ends the text: a bare CR or
/// LF is data like any other byte. The receiver of the crate `smtp-proto` is not
/// used: it takes `CRLF . CR CR LF` for the end too, and misses a dot in the
/// first line.
///
/// # Source
///
/// RFC 5321 4.5.2, transparency; 4.1.1.4, on bare CR and LF.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Receiver {
    at: At,
    /// Bytes of the present line.
    line: usize,
    /// Whether some line was longer than the RFC allows.
    pub long_line: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    #[default]
    LineStart,
    Text,
    Cr,
    /// After the dot a line began with, which is left out.
    Dot,
    /// After that dot and a CR, which is held back.
    DotCr,
}

impl Receiver {
    /// Hands the text in `bytes` to `take`, in order; at the end of the text,
    /// answers how many bytes were used.
    pub(super) fn receive<'b>(
        &mut self,
        bytes: &'b [u8],
        mut take: impl FnMut(&'b [u8]),
    ) -> Option<usize> {
        let mut used = 0;
        while let Some(&byte) = bytes.get(used) {
            match self.at {
                At::LineStart if byte == b'.' => {
                    self.at = At::Dot;
                    used += 1;
                    continue;
                }
                At::Dot if byte == b'\r' => {
                    self.at = At::DotCr;
                    used += 1;
                    continue;
                }
                At::DotCr if byte == b'\n' => return Some(used + 1),
                At::DotCr => {
                    take(b"\r");
                    self.line += 1;
                    self.at = At::Cr;
                }
                _ => {}
            }
            let rest = &bytes[used..];
            let run = match (self.at, byte) {
                (At::Cr, b'\n') => {
                    self.at = At::LineStart;
                    &rest[..1]
                }
                (_, b'\r') => {
                    self.at = At::Cr;
                    &rest[..1]
                }
                _ => {
                    self.at = At::Text;
                    let end = rest.iter().position(|byte| *byte == b'\r').unwrap_or(rest.len());
                    &rest[..end]
                }
            };
            take(run);
            used += run.len();
            self.line += run.len();
            self.long_line |= self.line > MAX_LINE;
            if self.at == At::LineStart {
                self.line = 0;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use smtp_proto::request::receiver::DataReceiver;

    use super::*;

    /// The text, and what is left of the input; none if the end is missing.
    fn receive(pieces: &[&[u8]]) -> Option<(Vec<u8>, Vec<u8>)> {
        let (mut receiver, mut text) = (Receiver::default(), Vec::new());
        for (index, piece) in pieces.iter().enumerate() {
            if let Some(used) = receiver.receive(piece, |bytes| text.extend_from_slice(bytes)) {
                return Some((text, [&piece[used..], &pieces[index + 1..].concat()].concat()));
            }
        }
        None
    }

    #[test]
    fn however_it_is_cut_the_text_is_the_same() {
        for (wire, expected) in [
            ("line\r\n..\r\n...two\r\nend\r\n.\r\n", "line\r\n.\r\n..two\r\nend\r\n"),
            (".\r\n", ""),
            ("..first\r\n.\r\n", ".first\r\n"),
            (".x\r\n.\r\n", "x\r\n"),
            ("\r\n\r\n.\r\n", "\r\n\r\n"),
            // What other servers were made to take for an end.
            ("a\n.\r\nb\r\n.\r\n", "a\n.\r\nb\r\n"),
            ("a\n.\nb\r\n.\r\n", "a\n.\nb\r\n"),
            ("a\r.\rb\r\n.\r\n", "a\r.\rb\r\n"),
            ("a\r.\r\nb\r\n.\r\n", "a\r.\r\nb\r\n"),
            ("a\r\n.\nb\r\n.\r\n", "a\r\n\nb\r\n"),
            ("a\r\n.\rb\r\n.\r\n", "a\r\n\rb\r\n"),
            ("a\r\n.\r\r\nb\r\n.\r\n", "a\r\n\r\r\nb\r\n"),
            ("a\r\n\n.\r\nb\r\n.\r\n", "a\r\n\n.\r\nb\r\n"),
            ("a\r\n.\0\r\nb\r\n.\r\n", "a\r\n\0\r\nb\r\n"),
        ] {
            let wire = format!("{wire}QUIT\r\n");
            let expected = Some((expected.as_bytes().to_vec(), b"QUIT\r\n".to_vec()));
            assert_eq!(receive(&[wire.as_bytes()]), expected, "{wire:?}");
            let bytes: Vec<&[u8]> = wire.as_bytes().chunks(1).collect();
            assert_eq!(receive(&bytes), expected, "{wire:?}");
            for cut in 1..wire.len() {
                let (a, b) = wire.as_bytes().split_at(cut);
                assert_eq!(receive(&[a, b]), expected, "{wire:?} at {cut}");
            }
        }
    }

    #[test]
    fn a_line_may_have_1000_bytes() {
        for (length, long) in [(998, false), (999, true)] {
            for dots in ["", "."] {
                let wire = format!("{dots}{}\r\nshort\r\n.\r\n", ".".repeat(length));
                let mut receiver = Receiver::default();
                let mut length_of_text = 0;
                let end = receiver.receive(wire.as_bytes(), |bytes| length_of_text += bytes.len());
                assert_eq!(end, Some(wire.len()));
                let expected = if dots.is_empty() { length - 1 } else { length };
                assert_eq!(length_of_text, expected + 2 + 7);
                assert_eq!(receiver.long_line, long && !dots.is_empty(), "{length} {dots}");
            }
        }
    }

    /// When this fails, the crate's receiver may have become good enough.
    #[test]
    fn the_crate_ends_too_early_and_too_late() {
        let ends = |wire: &[u8]| DataReceiver::new().ingest(&mut wire.iter(), &mut Vec::new());
        assert!(ends(b"a\r\n.\r\r\n"), "CRLF . CR CR LF");
        assert!(!ends(b".\r\n"), "an empty text");
    }
}
