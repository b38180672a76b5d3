use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The account that sends may not send now.
    ///
    /// # Why
    /// SES, or the account's owner, has paused its sending in this Region, mostly
    /// for bounces or complaints. For delegated mail it is the delegate's account
    /// that counts, since bounces and complaints are its own. SES answers
    /// `AccountSendingPausedException`, by API v2 `SendingPausedException`.
    ///
    /// # Example
    /// `GetAccount` answers `"SendingEnabled": false`.
    ///
    /// # Use instead
    /// Another account, or this one once it may send again: see "Account
    /// dashboard" and "Reputation metrics" in its SES console, in this Region.
    ///
    /// # Source
    /// SES API v2 reference, `GetAccount`, `SendingEnabled`; SES Developer Guide,
    /// "Pausing email sending".
    "sending-paused", Error => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let account = case.known.account.as_ref();
    if account.and_then(|account| account.is_sending_enabled) != Some(false) {
        return Vec::new();
    }
    let whose = match &case.known.caller {
        Some(caller) => format!("Account {}", caller.account()),
        None => "The account that sends".to_owned(),
    };
    let there = case.letter.region().map(|region| format!(" in {region}")).unwrap_or_default();
    vec![Hit::new("", format!("{whose} may not send{there}: its sending is paused."))]
}

#[cfg(test)]
use crate::preflight::known::KnownAccount;
#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn enabled(is_sending_enabled: Option<bool>) -> Sample {
    good().knowing(|known| {
        known.account = Some(KnownAccount { is_sending_enabled, ..KnownAccount::default() });
    })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![enabled(Some(false))]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), enabled(Some(true)), enabled(None)]
}
