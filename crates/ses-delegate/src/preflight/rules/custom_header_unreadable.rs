use crate::preflight::rule::rule;

rule! {
    /// A header lacks a name or a value, or its name cannot be one.
    ///
    /// # Why
    /// A name ends at its colon and cannot hold one, nor spaces or letters beyond ASCII.
    /// SES answers "Empty header names are illegal" or loses the header.
    ///
    /// # Example
    /// A header called `X Campaign`, or one called `X-Campaign` with nothing behind it.
    ///
    /// # Use instead
    /// A name such as `X-Campaign` and a value; or no header.
    ///
    /// # Source
    /// RFC 5322 section 2.2; SES API v2 reference, `MessageHeader`.
    "custom-header-unreadable", Error,
    explains: ["header.name", "header.value"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_custom_headers(&[("", "x")]),
        good().with_custom_headers(&[("X Campaign", "x")]),
        good().with_custom_headers(&[("X-Campaign:", "x")]),
        good().with_custom_headers(&[("X-Größe", "x")]),
        good().with_custom_headers(&[("X-Campaign", " ")]),
        good().with_custom_headers(&[(&"X".repeat(127), "x")]),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_custom_headers(&[("X-Campaign", "ü"), (" X-Other ", " x ")]),
        good().with_custom_headers(&[(&"X".repeat(126), "x")]),
    ]
}
