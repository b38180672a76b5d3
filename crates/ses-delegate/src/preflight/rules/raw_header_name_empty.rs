use crate::eml::StrayKind;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A header has no name.
    ///
    /// # Why
    /// SES refuses such a message: "Empty header names are illegal."
    ///
    /// # Example
    /// : value
    ///
    /// # Use instead
    /// The line removed, or its name put before the colon.
    ///
    /// # Source
    /// Answers of SES that senders report (aws-lambda-ses-forwarder#11).
    "raw-header-name-empty", Error => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let strays = raw.adopted.eml().strays().iter();
    strays
        .filter(|stray| stray.kind == StrayKind::NoName)
        .map(|stray| Hit::new("raw.headers", format!("Line {} begins with a colon.", stray.line)))
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good_eml().with_headers(": x\r\n"), good_eml().with_headers("A: b\r\n:\r\n")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml().with_headers("A:: x\r\n")]
}
