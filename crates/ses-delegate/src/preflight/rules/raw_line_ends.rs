use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// Lines of the message do not end with CRLF.
    ///
    /// # Why
    /// Mail is lines that end with CR and LF. An LF alone is what most files have,
    /// and SES is known to take it; a CR alone ends a line for some readers and not
    /// for others. A DKIM signature that the message carries already was made over
    /// CRLF. What SES does with either is documented nowhere.
    ///
    /// # Example
    /// A file saved on Linux or macOS.
    ///
    /// # Use instead
    /// CRLF throughout. Adoption changes no line end; what it adds ends like the
    /// message's first line.
    ///
    /// # Source
    /// RFC 5322 section 2.3.
    "raw-line-ends", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let lines = &raw.lines;
    [("LF", "CR", lines.bare_lf), ("CR", "LF", lines.bare_cr)]
        .into_iter()
        .filter_map(|(there, lacks, line)| {
            let line = line?;
            Some(Hit::new("raw", format!("Line {line} has {there} without {lacks}.")))
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml().with_eml("From: ann@example.com\nTo: bob@example.org\n\nHello"),
        good_eml().with_eml("From: ann@example.com\r\nTo: bob@example.org\r\n\r\nHello\rBob"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml()]
}
