use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A line of the message is longer than 998 bytes.
    ///
    /// # Why
    /// SES takes lines of at most 1000 bytes, CRLF included (RFC 5321). Servers on
    /// the way may cut or break longer ones, which also breaks DKIM signatures.
    ///
    /// # Example
    /// HTML on one line, without a transfer encoding.
    ///
    /// # Use instead
    /// The part encoded as quoted-printable or base64; a long header folded.
    ///
    /// # Source
    /// SES API v1 reference, `SendRawEmail`; RFC 5322 section 2.1.1.
    "raw-line-too-long", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let Some(line) = raw.lines.long else { return Vec::new() };
    let found = format!("Line {line} is too long; the longest has {} bytes.", raw.lines.longest);
    vec![Hit::new("raw", found)]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good_eml().with_headers(&format!("A: {}\r\n", "x".repeat(996)))]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml().with_headers(&format!("A: {}\r\n", "x".repeat(995)))]
}
