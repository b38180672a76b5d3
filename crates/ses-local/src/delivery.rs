//! The message as SES hands it on.
//!
//! # Source
//!
//! Developer Guide, "Amazon SES header fields" and "Sending emails as a delegate
//! sender" (X-headers).

use crate::header_block::{Field, HeaderBlock};

/// Fields SES writes itself, or replaces: name and whole line.
#[derive(Clone, Debug)]
pub(crate) struct Replacement {
    pub name: &'static str,
    /// With its line end.
    pub line: Vec<u8>,
}

/// The bytes recipients get: `X-SES-*`, `Bcc` and `Return-Path` go, the
/// `replacements` stand where the first of their name stood, or at the end of
/// the block; every other byte is kept.
pub(crate) fn delivered(block: &HeaderBlock<'_>, replacements: &[Replacement]) -> Vec<u8> {
    let size: usize = block.fields.iter().map(|field| field.raw.len()).sum();
    let mut out = Vec::with_capacity(size + block.rest.len() + 256);
    let mut written = vec![false; replacements.len()];
    for field in &block.fields {
        if is_dropped(field) {
            continue;
        }
        match replacements.iter().position(|replacement| field.is(replacement.name)) {
            Some(index) if written[index] => {}
            Some(index) => {
                out.extend_from_slice(&replacements[index].line);
                written[index] = true;
            }
            None => out.extend_from_slice(field.raw),
        }
    }
    // A message of headers only may end without a line end.
    if !matches!(out.last(), None | Some(b'\n' | b'\r')) {
        out.extend_from_slice(b"\r\n");
    }
    for (replacement, _) in replacements.iter().zip(&written).filter(|(_, written)| !**written) {
        out.extend_from_slice(&replacement.line);
    }
    if block.rest.is_empty() {
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(block.rest);
    out
}

fn is_dropped(field: &Field<'_>) -> bool {
    let prefix = field.name().get(..6).unwrap_or_default();
    field.is("Bcc")
        || field.is("Return-Path")
        || (field.has_colon() && prefix.eq_ignore_ascii_case(b"X-SES-"))
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn run(message: &str) -> String {
        let replacements = [
            Replacement { name: "Date", line: b"Date: now\r\n".to_vec() },
            Replacement { name: "Message-ID", line: b"Message-ID: <id>\r\n".to_vec() },
        ];
        String::from_utf8(delivered(&HeaderBlock::parse(message.as_bytes()), &replacements))
            .unwrap()
    }

    #[test]
    fn ses_headers_go_from_the_block_only() {
        let message = "X-SES-SOURCE-ARN: a\r\nFrom: a@b\r\nx-ses-from-arn: b\r\n\tfolded\r\nDate: old\r\n\
                       X-SESSION: kept\r\nBCC: c@d,\r\n e@f\r\nReturn-Path: <g@h>\r\nmessage-id: <old>\r\n\
                       \r\nX-SES-SOURCE-ARN: body\r\n\r\nBcc: body\r\n";
        let expected = "From: a@b\r\nDate: now\r\nX-SESSION: kept\r\nMessage-ID: <id>\r\n\
                        \r\nX-SES-SOURCE-ARN: body\r\n\r\nBcc: body\r\n";
        assert_eq!(run(message), expected);
    }

    #[test]
    fn missing_fields_are_added_at_the_end_of_the_block() {
        assert_eq!(run("From: a@b\n\nbody"), "From: a@b\nDate: now\r\nMessage-ID: <id>\r\n\nbody");
        assert_eq!(run("From: a@b"), "From: a@b\r\nDate: now\r\nMessage-ID: <id>\r\n\r\n");
        assert_eq!(run("\r\nbody"), "Date: now\r\nMessage-ID: <id>\r\n\r\nbody");
    }

    /// One field: its name, and whether recipients get it.
    fn field() -> impl Strategy<Value = (String, bool)> {
        let kept = "(Subject|To|X-A|X-SESSION|From|Received|XSES-A)".prop_map(|name| (name, true));
        let dropped = "([Xx]-(SES|ses|Ses)-[A-Za-z-]{0,12}|B[Cc]{2}|Return-Path|return-PATH)"
            .prop_map(|name| (name, false));
        let value = "[ -~]{0,20}(\r\n[ \t][ -~]{0,10})?";
        (prop_oneof![kept, dropped], value, "(\r\n|\n|\r)")
            .prop_map(|((name, is_kept), value, end)| (format!("{name}: {value}{end}"), is_kept))
    }

    proptest! {
        /// Against the rule itself: the fields that stay, in order, then what SES
        /// writes, then every byte of the body.
        #[test]
        fn every_other_byte_is_kept(
            fields in vec(field(), 0..12),
            empty in "(\r\n|\n)",
            body in vec(any::<u8>(), 0..200),
        ) {
            let mut message = Vec::new();
            let mut expected = Vec::new();
            for (text, is_kept) in &fields {
                message.extend_from_slice(text.as_bytes());
                if *is_kept {
                    expected.extend_from_slice(text.as_bytes());
                }
            }
            // A bare CR and the LF of an empty line would be one line end.
            prop_assume!(!(message.ends_with(b"\r") && empty == "\n"));
            for part in [empty.as_bytes(), &body] {
                message.extend_from_slice(part);
            }
            let written = [
                Replacement { name: "Date", line: b"Date: now\r\n".to_vec() },
                Replacement { name: "Message-ID", line: b"Message-ID: <id>\r\n".to_vec() },
            ];
            for part in [&b"Date: now\r\nMessage-ID: <id>\r\n"[..], empty.as_bytes(), &body] {
                expected.extend_from_slice(part);
            }
            let found = delivered(&HeaderBlock::parse(&message), &written);
            prop_assert_eq!(
                String::from_utf8_lossy(&found),
                String::from_utf8_lossy(&expected)
            );
            prop_assert_eq!(found, expected);
        }
    }
}
