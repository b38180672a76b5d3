use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// An X-SES header goes on over more than one line.
    ///
    /// # Why
    /// Header writers fold long lines. Whether SES unfolds these is documented
    /// nowhere. Adoption removes those that name identities and writes them on one
    /// line each; others stay as they are.
    ///
    /// # Example
    /// X-SES-SOURCE-ARN:
    ///  arn:aws:ses:us-east-1:123456789012:identity/example.com
    ///
    /// # Use instead
    /// X-SES headers on one line each, however long.
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks for Amazon SES sending
    /// authorization". It does not speak of folding.
    "raw-ses-header-folded", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let folded = raw.adopted.ses_headers().iter().filter(|header| header.is_folded);
    Hit::at_each(folded, |it| format!("{} of line {} is folded.", it.name, it.line))
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml().with_headers("X-SES-SOURCE-ARN:\r\n x\r\n"),
        good_eml().with_headers("X-SES-TENANT: a\n\tb\n"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml().with_headers("X-SES-SOURCE-ARN: x\r\nSubject: a\r\n b\r\n")]
}
