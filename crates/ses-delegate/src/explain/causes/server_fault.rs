use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::failure::Channel;

cause! {
    /// SES had a fault of its own, and says so. Whether it had taken the message
    /// by then is not established.
    ///
    /// # What to do
    /// Look first whether it was sent; then try again, each time a little later.
    /// SES knows no duplicates: sent again, it may arrive twice.
    ///
    /// # Example
    /// `HTTP 500 InternalFailure: `
    ///
    /// `HTTP 503 ServiceUnavailable: Service unavailable.`
    ///
    /// # Source
    /// SES API reference, "Common Errors".
    "server-fault", [Aws, Delegate], Retry::BACKOFF_WHEN_ASKED,
    |case: &Case<'_>| {
        matches!(case.failure.channel(), Channel::Http(500..=599))
            || case.is(&["InternalFailure", "InternalServiceError", "InternalServerError", "ServiceUnavailable"])
    },
}
