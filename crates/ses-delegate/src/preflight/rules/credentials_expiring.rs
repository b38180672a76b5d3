use crate::preflight::case::Case;
use crate::preflight::lapse::Lapse;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The credentials may expire before the message is uploaded.
    ///
    /// # Why
    /// A request whose credentials have ended when AWS judges it is refused, after
    /// all of its bytes were uploaded. Whether AWS judges them when a request
    /// begins or when it has ended is not documented. A minute is kept in hand
    /// for the connection and for clocks that differ.
    ///
    /// # Example
    /// 30 MB at 100 kB a second, five minutes, with credentials that end in four.
    ///
    /// # Use instead
    /// New credentials from where these came, then send.
    ///
    /// # Source
    /// IAM User Guide, "Temporary security credentials in IAM".
    "credentials-expiring", Warning => check
}

/// Kept in hand, in seconds.
const MARGIN: u64 = 60;

fn check(case: &Case<'_>) -> Vec<Hit> {
    let left = case.known.credentials_expire_in().and_then(|left| u64::try_from(left).ok());
    let Some(left) = left.filter(|left| *left > 0) else { return Vec::new() };
    let bytes = case.letter.prepared.as_ref().map_or(0, |prepared| prepared.request.body.len());
    let speed = case.known.bytes_per_second.filter(|speed| *speed > 0);
    let upload = speed.map(|speed| bytes.div_ceil(speed));
    if left >= upload.unwrap_or(0).saturating_add(MARGIN) {
        return Vec::new();
    }
    let left = Lapse(left);
    let found = match upload {
        Some(seconds) => format!(
            "The credentials expire in {left}; uploading {bytes} bytes takes about {}.",
            Lapse(seconds)
        ),
        None => {
            format!("The credentials expire in {left}; how long the upload takes is not known.")
        }
    };
    vec![Hit::new("", found)]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn uploading(expire_in: i64, bytes_per_second: u64) -> Sample {
    let sample = good().with_credentials(expire_in).with_file("a.bin", 300_000);
    sample.knowing(|known| known.bytes_per_second = Some(bytes_per_second))
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    // Encoded twice the file is some 555 kB: base64 within base64.
    vec![good().with_credentials(59), uploading(500, 1_000), uploading(60, 1_000_000)]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_credentials(60),
        uploading(900, 1_000),
        uploading(61, 1_000_000),
        // These have ended, which another rule tells.
        good().with_credentials(0),
        good().with_credentials(100).knowing(|known| known.bytes_per_second = Some(0)),
    ]
}
