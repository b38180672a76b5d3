use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The account's quota does not reach for this many recipients.
    ///
    /// # Why
    /// Each recipient of To, Cc and Bcc counts against what the sending account may
    /// send within 24 hours; the owner's quota does not matter. Beyond it SES
    /// answers "Daily message quota exceeded", which no retry within minutes
    /// mends. The mailbox simulator does not count.
    ///
    /// # Example
    /// 10 recipients, when 195 of 200 are sent.
    ///
    /// # Use instead
    /// Fewer recipients, or a later hour: what was sent a day ago is free again.
    /// AWS raises quotas on request.
    ///
    /// # Source
    /// SES Developer Guide, "Managing your Amazon SES sending limits".
    "quota-too-small", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let quota = case.known.account.as_ref().and_then(|account| account.quota);
    let Some((quota, left)) = quota.and_then(|quota| Some((quota, quota.left()?))) else {
        return Vec::new();
    };
    let count = case.letter.real_recipients().count();
    if u32::try_from(count).map_or(f64::INFINITY, f64::from) <= left {
        return Vec::new();
    }
    vec![Hit::new(
        "to",
        format!(
            "The message counts {count} against the quota; {left} of {} are left in these 24 hours.",
            quota.max_24_hour_send
        ),
    )]
}

#[cfg(test)]
use crate::preflight::known::{KnownAccount, KnownQuota};
#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn sent(max_24_hour_send: f64, sent_last_24_hours: f64, recipients: usize) -> Sample {
    let quota = KnownQuota { max_24_hour_send, max_send_rate: 14.0, sent_last_24_hours };
    good()
        .with(|draft| draft.to = (0..recipients).map(|at| format!("bob{at}@example.org")).collect())
        .knowing(|known| {
            known.account = Some(KnownAccount { quota: Some(quota), ..KnownAccount::default() });
        })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![sent(200.0, 200.0, 1), sent(200.0, 195.0, 6), sent(0.0, 0.0, 1), sent(200.0, 300.0, 1)]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        sent(200.0, 195.0, 5),
        sent(-1.0, 1_000_000.0, 50),
        sent(200.0, 200.0, 0)
            .with(|draft| draft.to = vec!["success@simulator.amazonses.com".to_owned()]),
    ]
}
