use crate::preflight::rule::{Hit, rule};

rule! {
    /// A message within the message cannot go out as it is.
    ///
    /// # Why
    /// A part of type `message/rfc822` may not be encoded, so it must be of lines that
    /// mail carries: 7-bit, ended by CRLF, of at most 998 bytes. To change it would break
    /// its signatures.
    ///
    /// # Example
    /// An `.eml` file with lines ended by LF alone.
    ///
    /// # Use instead
    /// The type `application/octet-stream` for the same file, which is then encoded; or
    /// the message with CRLF line ends.
    ///
    /// # Source
    /// RFC 2046 section 5.2.1; RFC 5322 section 2.1.1.
    "attached-message-unreadable", Error,
    explains: ["attachment.message"],
    tell: |_, error| {
        Hit::new(error.field(), format!("The message has {}.", error.found()))
    } => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn message(media_type: &str, content: &[u8]) -> Sample {
    good().with_file("a.eml", 1).with_last_file(|file| {
        file.content_type = media_type.to_owned();
        file.content = content.to_vec().into();
    })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        message("message/rfc822", b""),
        message("message/rfc822", b"A: b\n\nc\n"),
        message("message/rfc822", b"A: \xc3\xa9\r\n"),
        message("message/rfc822", &[&b"A: "[..], &[b'x'; 996]].concat()),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        message("message/rfc822", b"A: b\r\n\r\nc\r\n"),
        message("message/rfc822", &[&b"A: "[..], &[b'x'; 995]].concat()),
        message("application/octet-stream", b"A: b\n\nc\n"),
    ]
}
