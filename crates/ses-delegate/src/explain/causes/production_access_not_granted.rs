use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// The sending account is in the sandbox, where this cannot be done.
    ///
    /// # What to do
    /// Ask AWS for production access of the sending account, in this Region.
    ///
    /// # Example
    /// `HTTP 400 ProductionAccessNotGranted: Production access not granted.`
    ///
    /// # Source
    /// SES API v1 reference, `ProductionAccessNotGrantedException`.
    "production-access-not-granted", [Delegate, Aws], Retry::Never,
    |case: &Case<'_>| case.is(&["ProductionAccessNotGranted"]),
}
