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
}
