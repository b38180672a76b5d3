use crate::preflight::rule::rule;

rule! {
    /// A file is declared as what it cannot be.
    ///
    /// # Why
    /// The Content-Type of a file is two words with a slash between. Parameters other
    /// than the character set of a text have no place in it, and a file that is itself of
    /// several parts cannot be sent as base64.
    ///
    /// # Example
    /// `pdf`; `multipart/mixed`; `text/plain; name=a.txt`
    ///
    /// # Use instead
    /// `application/pdf`, or nothing: then it is `application/octet-stream`, and readers
    /// go by its name.
    ///
    /// # Source
    /// RFC 2045 section 5.1; RFC 2046 sections 5.1 and 5.2; SES API v2 reference,
    /// `Attachment`, `ContentType`.
    "media-type-unreadable", Error,
    explains: ["media_type.syntax", "media_type.composite"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn declared(media_type: &str) -> Sample {
    good().with_file("a.txt", 1).with_last_file(|file| file.content_type = media_type.to_owned())
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    ["pdf", "application/", "multipart/mixed", "message/partial", "text/plain; name=a", "a/b c"]
        .map(declared)
        .to_vec()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    ["", " ", "application/pdf", "Text/Plain; charset=utf-8", "application/vnd.ms-excel"]
        .map(declared)
        .to_vec()
}
