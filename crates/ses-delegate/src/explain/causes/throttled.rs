use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// AWS slows these calls down, though not for the account's sending quota:
    /// most operations other than sending take one call a second. If sending
    /// itself is answered so, AWS may be short of capacity.
    ///
    /// # What to do
    /// Wait a little and try again, each time a little longer. If it stays so,
    /// look at the AWS Health Dashboard.
    ///
    /// # Example
    /// `HTTP 400 Throttling: Rate exceeded`
    ///
    /// `HTTP 429 TooManyRequestsException: Rate exceeded`
    ///
    /// `HTTP 400 ThrottlingException: Request was throttled.`
    ///
    /// # Source
    /// SES Developer Guide, "Amazon SES email sending errors" and "Service quotas".
    "throttled", [Delegate, Aws], Retry::BACKOFF,
    |case: &Case<'_>| case.is(&["Throttling", "TooManyRequests", "RequestLimitExceeded", "SlowDown"]),
}
