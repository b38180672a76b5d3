use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::explanation::Explanation;

cause! {
    /// The delegate's account has sent all that it may within 24 hours. The
    /// quota is the sending account's, not the identity owner's; each recipient
    /// counts.
    ///
    /// # What to do
    /// Wait until what was sent 24 hours ago no longer counts: trying again
    /// within seconds is in vain. For more, ask AWS for a higher sending quota of
    /// the delegate's account in this Region.
    ///
    /// # Example
    /// `HTTP 400 Throttling: Daily message quota exceeded.`
    ///
    /// `HTTP 400 LimitExceededException: Daily message quota exceeded.`
    ///
    /// `SMTP 454 Throttling failure: Daily message quota exceeded`
    ///
    /// `bulk AccountDailyQuotaExceeded: Daily message quota exceeded.`
    ///
    /// # Source
    /// SES Developer Guide, "Errors related to the sending quotas for your
    /// Amazon SES account". The code in API v2 is known from reports only.
    "daily-quota-exceeded", [Delegate, Aws], Retry::WhenDailyWindowMoves,
    |case: &Case<'_>| case.says("daily message quota exceeded") || case.says("daily sending quota") || case.is(&["AccountDailyQuotaExceeded"]),
    tell,
}

fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    let account = case.context.known.and_then(|known| known.account.as_ref());
    if let Some(quota) = account.and_then(|account| account.quota) {
        explanation.cause = format!(
            "{} It has sent to {} of {} recipients in the last 24 hours.",
            explanation.cause, quota.sent_last_24_hours, quota.max_24_hour_send
        );
    }
}
