use crate::preflight::case::Case;
use crate::preflight::lapse::Lapse;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The upload may take longer than its signature is good for.
    ///
    /// # Why
    /// A signed request must reach AWS within five minutes of the time in its
    /// signature. Whether its first or its last byte counts is not documented for
    /// SES; if the last, a slow upload is refused ("Signature expired") after all
    /// of it was sent.
    ///
    /// # Example
    /// 40 MB at 100 kB a second: close to seven minutes.
    ///
    /// # Use instead
    /// A faster connection, or smaller files: a link to them instead.
    ///
    /// # Source
    /// IAM User Guide, "AWS Signature Version 4 for API requests".
    "upload-outlasts-signature", Warning => check
}

/// How long a signature is good, in seconds.
const GOOD_FOR: u64 = 300;

fn check(case: &Case<'_>) -> Vec<Hit> {
    let (Some(prepared), Some(speed)) = (&case.letter.prepared, case.known.bytes_per_second) else {
        return Vec::new();
    };
    let bytes = prepared.request.body.len();
    match bytes.checked_div(speed) {
        Some(seconds) if seconds >= GOOD_FOR => {
            let (upload, good) = (Lapse(seconds), Lapse(GOOD_FOR));
            let found = format!(
                "Uploading {bytes} bytes takes about {upload}; a signature is good for {good}."
            );
            vec![Hit::new("", found)]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn at(bytes_per_second: Option<u64>) -> Sample {
    let sample = good().with_file("a.bin", 300_000);
    sample.knowing(|known| known.bytes_per_second = bytes_per_second)
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![at(Some(1_000)), at(Some(1))]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), at(None), at(Some(0)), at(Some(10_000))]
}
