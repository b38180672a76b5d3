use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The message holds a NUL byte.
    ///
    /// # Why
    /// NUL may not stand in mail at all. Readers stop at it, drop it, or refuse the
    /// message.
    ///
    /// # Example
    /// A binary file attached without a transfer encoding, or a file saved as UTF-16.
    ///
    /// # Use instead
    /// The part encoded as base64; the file saved as ASCII or UTF-8.
    ///
    /// # Source
    /// RFC 5322 section 4, RFC 2045 section 2.7.
    "raw-nul", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let Some(line) = raw.lines.nul else { return Vec::new() };
    vec![Hit::new("raw", format!("Line {line} has one."))]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good_eml().with_headers("A: \0\r\n")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml()]
}
