use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// The configuration set names an IP pool that does not exist.
    ///
    /// # What to do
    /// Name another pool in the configuration set, or none.
    ///
    /// # Example
    /// `bulk InvalidSendingPoolName: no such pool`
    ///
    /// # Source
    /// SES API v1 reference, `BulkEmailDestinationStatus`.
    "ip-pool-not-found", [Delegate], Retry::Never,
    |case: &Case<'_>| case.is(&["InvalidSendingPoolName", "InvalidSendingPool"]),
}
