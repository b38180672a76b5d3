use crate::preflight::case::Case;
use crate::preflight::letter::Letter;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The account that sends is in the sandbox: it reaches verified recipients only.
    ///
    /// # Why
    /// A new account may send to identities that are verified in it and to the
    /// mailbox simulator, 200 recipients a day. Any other recipient has the whole
    /// message refused as "Email address is not verified". It is the sending
    /// account's sandbox that counts, in the Region of the identity; the owner's
    /// account must be out of it, too. API v1 does not tell it: a quota of 200 in
    /// 24 hours and one a second is that of the sandbox, so probably it is.
    ///
    /// # Example
    /// To `bob@example.org`, while `GetAccount` answers
    /// `"ProductionAccessEnabled": false`.
    ///
    /// # Use instead
    /// Recipients verified in your account, or the simulator
    /// (`success@simulator.amazonses.com`), until AWS grants production access,
    /// which your account must request for this Region.
    ///
    /// # Source
    /// SES Developer Guide, "Request production access (Moving out of the Amazon
    /// SES sandbox)"; SES API v2 reference, `GetAccount`.
    "sandbox", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(account) = &case.known.account else { return Vec::new() };
    let quota_tells = || account.quota.is_some_and(|quota| quota.is_that_of_the_sandbox());
    let probably = match account.is_in_production {
        Some(false) => "",
        None if quota_tells() => " probably",
        _ => return Vec::new(),
    };
    let Some((field, recipients)) = outside(&case.letter) else { return Vec::new() };
    vec![Hit::new(
        field,
        format!("Your account is{probably} in the sandbox, and must have verified {recipients}."),
    )]
}

/// The recipients that are not the simulator's, and the field of the first.
fn outside(letter: &Letter<'_>) -> Option<(String, String)> {
    const SHOWN: usize = 3;
    let outside: Vec<_> = letter.real_recipients().collect();
    let names: Vec<_> = outside.iter().take(SHOWN).map(|it| it.value.address.to_string()).collect();
    let more = match outside.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some((outside.first()?.field.clone(), format!("{}{more}", names.join(", "))))
}

#[cfg(test)]
use crate::preflight::known::{KnownAccount, KnownQuota};
#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn account(is_in_production: Option<bool>, max_24_hour_send: f64) -> Sample {
    let quota = KnownQuota { max_24_hour_send, max_send_rate: 1.0, sent_last_24_hours: 0.0 };
    good().knowing(|known| {
        known.account =
            Some(KnownAccount { is_in_production, quota: Some(quota), ..KnownAccount::default() });
    })
}

#[cfg(test)]
fn to(sample: Sample, recipients: &[&str]) -> Sample {
    sample.with(|draft| draft.to = recipients.iter().map(ToString::to_string).collect())
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        account(Some(false), 200.0),
        account(Some(false), -1.0),
        account(None, 200.0),
        to(account(Some(false), 200.0), &["success@simulator.amazonses.com", "bob@example.org"]),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        account(Some(true), 200.0),
        account(None, 50_000.0),
        to(
            account(Some(false), 200.0),
            &["success@simulator.amazonses.com", "bounce+1@SIMULATOR.amazonses.com"],
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_guess_says_so_and_who_is_meant_is_named() {
        let found = |sample: &Sample| sample.of("sandbox")[0].found.clone();
        let all = ["success@simulator.amazonses.com", "a@b.c", "b@b.c", "c@b.c", "d@b.c"];
        let sure = to(account(Some(false), 200.0), &all);
        assert_eq!(
            found(&sure),
            "Your account is in the sandbox, and must have verified a@b.c, b@b.c, c@b.c and 1 more."
        );
        assert_eq!(sure.of("sandbox")[0].field, "to[1]");
        assert!(found(&account(None, 200.0)).starts_with("Your account is probably in"));
    }
}
