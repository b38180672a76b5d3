use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::explanation::Explanation;
use crate::explain::failure::Channel;
use crate::explain::unanswered::Unanswered;

cause! {
    /// No answer came, and the message may have been sent.
    ///
    /// # What to do
    /// Do not send it again yet. Ask a recipient, or compare what the account
    /// has sent in the last 24 hours (`GetSendQuota`, `GetAccount`) with what it
    /// should have. SES knows no duplicates: sent again, it may arrive twice.
    ///
    /// # Example
    /// `no answer : TypeError: Failed to fetch`
    ///
    /// # Source
    /// WHATWG Fetch: every failure is the same "network error" to a page. SES
    /// has no idempotency token (API models).
    "answer-lost", [Delegate], Retry::Never,
    |case: &Case<'_>| matches!(case.failure.channel(), Channel::Unanswered(Unanswered::Perhaps(_))),
    tell,
}

fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    if let Channel::Unanswered(Unanswered::Perhaps(why)) = case.failure.channel() {
        explanation.cause = format!("{why} {}", explanation.cause);
    }
}
