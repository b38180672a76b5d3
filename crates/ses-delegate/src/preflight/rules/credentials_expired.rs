use crate::preflight::case::Case;
use crate::preflight::lapse::Lapse;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The credentials have expired.
    ///
    /// # Why
    /// Temporary credentials end at their time to the second: "The security token
    /// included in the request is expired". Renewing needs the source that gave them.
    ///
    /// # Example
    /// `AWS_CREDENTIAL_EXPIRATION=2026-01-15T12:00:00Z`, at half past twelve.
    ///
    /// # Use instead
    /// New credentials from where these came. If they are new, this machine's
    /// clock is ahead.
    ///
    /// # Source
    /// IAM User Guide, "Temporary security credentials in IAM".
    "credentials-expired", Error => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    match case.known.credentials_expire_in() {
        Some(left) if left <= 0 => {
            let ago = Lapse(left.unsigned_abs());
            vec![Hit::new("", format!("The credentials expired {ago} ago."))]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good().with_credentials(0), good().with_credentials(-1), good().with_credentials(-100_000)]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_credentials(1),
        good().with_credentials(0).knowing(|known| known.at = None),
    ]
}
