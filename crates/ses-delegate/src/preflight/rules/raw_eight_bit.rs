use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The message holds bytes beyond 7-bit ASCII.
    ///
    /// # Why
    /// SES has no SMTPUTF8: headers must be ASCII, other text in them encoded words.
    /// 8-bit text in a body is documented as allowed, but damaged where SES tracks
    /// opens or clicks, and a server on the way may not take it.
    ///
    /// # Example
    /// Subject: Grüße
    ///
    /// # Use instead
    /// Encoded words in headers (RFC 2047); quoted-printable or base64 in bodies.
    ///
    /// # Source
    /// SES Developer Guide, "Sending raw email using the Amazon SES API".
    "raw-eight-bit", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    [
        ("raw.headers", "a header", raw.lines.eight_bit_header),
        ("raw.parts", "the body", raw.lines.eight_bit_body),
    ]
    .into_iter()
    .filter_map(|(field, place, line)| {
        let line = line?;
        Some(Hit::new(field, format!("Line {line}, in {place}, is not 7-bit.")))
    })
    .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml().with_headers("X-Mine: é\r\n"),
        good_eml().with_eml("From: ann@example.com\r\nTo: bob@example.org\r\n\r\né"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml()]
}
