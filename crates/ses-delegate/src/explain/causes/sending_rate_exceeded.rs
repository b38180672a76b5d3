use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::explanation::Explanation;

cause! {
    /// The delegate's account sends faster than it may. The rate is the sending
    /// account's, not the identity owner's; each recipient counts.
    ///
    /// # What to do
    /// Wait a little and send again, each time a little longer and not all at
    /// the same moment. SES sends no Retry-After.
    ///
    /// # Example
    /// `HTTP 400 Throttling: Maximum sending rate exceeded.`
    ///
    /// `HTTP 429 TooManyRequestsException: Maximum sending rate exceeded.`
    ///
    /// `HTTP 429 : Too Many Requests`
    ///
    /// `SMTP 454 Throttling failure: Maximum sending rate exceeded`
    ///
    /// `bulk AccountThrottled: slow down`
    ///
    /// # Source
    /// SES Developer Guide, "Errors related to the sending quotas for your
    /// Amazon SES account".
    "sending-rate-exceeded", [Delegate], Retry::BACKOFF,
    |case: &Case<'_>| {
        case.says("maximum sending rate exceeded")
            || case.is(&["AccountThrottled"])
            || (!case.says("rate exceeded") && (case.is(&["TooManyRequests"]) || case.has_status(&[429])))
    },
    tell,
}

fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    let account = case.context.known.and_then(|known| known.account.as_ref());
    if let Some(quota) = account.and_then(|account| account.quota) {
        explanation.cause =
            format!("{} It may send to {} a second.", explanation.cause, quota.max_send_rate);
    }
}
