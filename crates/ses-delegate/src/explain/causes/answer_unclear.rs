use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::failure::Channel;

cause! {
    /// The answer says neither that SES took it nor that SES refused it: a
    /// gateway's error, or a success that cannot be read. The message may have
    /// been sent.
    ///
    /// # What to do
    /// Do not send it again yet. Ask a recipient, or compare what the account
    /// has sent in the last 24 hours (`GetSendQuota`, `GetAccount`) with what it
    /// should have. SES knows no duplicates: sent again, it may arrive twice.
    ///
    /// # Example
    /// `HTTP 503 : <html><body><h1>503 Service Unavailable</h1></body></html>`
    ///
    /// `HTTP 200 : <html>Please log in</html>`
    ///
    /// # Source
    /// SES has no idempotency token (API models); AWS does not say what its
    /// gateways did with a request that they answered themselves.
    "answer-unclear", [Delegate], Retry::Never,
    |case: &Case<'_>| case.failure.is_ambiguous() && matches!(case.failure.channel(), Channel::Http(_)),
}
