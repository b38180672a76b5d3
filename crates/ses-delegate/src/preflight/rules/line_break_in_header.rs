use crate::preflight::rule::rule;

rule! {
    /// There is a line break, or another control character, where one line is wanted.
    ///
    /// # Why
    /// What follows a line break in a header is read as another header: so an address can
    /// be slipped into Bcc. It mostly comes with text that was pasted.
    ///
    /// # Example
    /// A subject of two lines.
    ///
    /// # Use instead
    /// The same on one line.
    ///
    /// # Source
    /// RFC 5322 section 2.2.
    "line-break-in-header", Error,
    explains: ["header.control"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with(|draft| draft.subject = "Hello\r\nBcc: eve@example.net".to_owned()),
        good().with(|draft| draft.subject = "a\tb".to_owned()),
        good().with(|draft| draft.from = "An\nn <ann@example.com>".to_owned()),
        good().with_file("a\nb.txt", 1),
        good().with_custom_headers(&[("X-A", "a\0b")]),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_custom_headers(&[("X-A", " a\n")]),
        good().with(|draft| draft.text = "a\r\nb".to_owned()),
    ]
}
