use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// SES had a passing trouble with this message of a bulk send.
    ///
    /// # What to do
    /// Send this one again, a little later; the others are as they say.
    ///
    /// # Example
    /// `bulk TransientFailure: try & again`
    ///
    /// # Source
    /// SES API v1 reference, `BulkEmailDestinationStatus`.
    "bulk-transient-failure", [Aws, Delegate], Retry::BACKOFF,
    |case: &Case<'_>| case.is(&["TransientFailure"]),
}
