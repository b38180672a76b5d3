use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A DKIM signature of the message covers X-SES headers.
    ///
    /// # Why
    /// SES removes X-SES headers before it delivers, and adoption removes and adds
    /// them: a signature that names one of them in its `h=` no longer holds.
    /// Receivers then see a broken signature beside the one that SES adds.
    ///
    /// # Example
    /// DKIM-Signature: v=1; d=example.com; h=From:X-SES-SOURCE-ARN; …
    ///
    /// # Use instead
    /// A signature made anew, without X-SES headers in `h=`. Signatures that cover
    /// none of them stay valid: adoption leaves every other byte as it is.
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks for Amazon SES sending
    /// authorization". RFC 6376 section 3.5.
    "raw-dkim-covers-ses", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let broken = raw.adopted.broken_signatures();
    broken
        .iter()
        .map(|signature| {
            let names: Vec<_> = signature.covered_ses_headers().collect();
            let found = format!(
                "The signature of {} on line {} covers {}.",
                signature.domain,
                signature.line,
                names.join(", ")
            );
            Hit::new(format!("raw.headers[{}]", signature.index), found)
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good_eml().with_headers(
        "DKIM-Signature: v=1; d=example.com; h=From:To:\r\n x-ses-source-arn; b=x\r\n",
    )]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml().with_headers(
        "DKIM-Signature: v=1; d=example.com; h=From:To; b=x-ses-\r\nX-SES-TENANT: a\r\n",
    )]
}
