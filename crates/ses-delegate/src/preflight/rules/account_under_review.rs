use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// AWS reviews the account that sends.
    ///
    /// # Why
    /// AWS has found issues with the account's mail, mostly bounces or complaints,
    /// and may pause its sending if they go on. For delegated mail it is the
    /// delegate's account that bounces and complaints count for.
    ///
    /// # Example
    /// `GetAccount` answers `"EnforcementStatus": "PROBATION"`.
    ///
    /// # Use instead
    /// Nothing for this message. What AWS asks for stands in its mail to the
    /// account and under "Reputation metrics" in the SES console.
    ///
    /// # Source
    /// SES API v2 reference, `GetAccount`, `EnforcementStatus`.
    "account-under-review", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    match &case.known.account {
        Some(account) if account.is_under_review == Some(true) => {
            vec![Hit::new("", "The account that sends is on probation at AWS.")]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
use crate::preflight::known::KnownAccount;
#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn reviewed(is_under_review: Option<bool>) -> Sample {
    good().knowing(|known| {
        known.account = Some(KnownAccount { is_under_review, ..KnownAccount::default() });
    })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![reviewed(Some(true))]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), reviewed(Some(false)), reviewed(None)]
}
