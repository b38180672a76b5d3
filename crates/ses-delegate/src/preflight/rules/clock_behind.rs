use crate::preflight::case::Case;
use crate::preflight::lapse::Lapse;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The credentials seem to live longer than any can: the clock is behind.
    ///
    /// # Why
    /// Temporary credentials live for 36 hours at most, those of a role for 12. If
    /// they seem to live longer, this machine's clock is behind, and SES refuses
    /// signatures that are more than five minutes old.
    ///
    /// # Example
    /// A clock at 15 January, and credentials that expire on 20 January.
    ///
    /// # Use instead
    /// The right time on this machine, or the right expiration with the credentials.
    ///
    /// # Source
    /// STS API reference, `GetSessionToken`: at most 129600 seconds; IAM User
    /// Guide, "AWS Signature Version 4 for API requests".
    "clock-behind", Warning => check
}

/// The longest that temporary credentials live, in seconds.
const LONGEST: i64 = 129_600;

fn check(case: &Case<'_>) -> Vec<Hit> {
    match case.known.credentials_expire_in() {
        Some(left) if left > LONGEST => {
            let left = Lapse(left.unsigned_abs());
            vec![Hit::new("", format!("By this machine's clock the credentials expire in {left}."))]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good().with_credentials(129_601), good().with_credentials(500_000)]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), good().with_credentials(129_600), good().with_credentials(43_200)]
}
