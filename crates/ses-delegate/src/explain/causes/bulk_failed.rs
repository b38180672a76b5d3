use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// SES could not process this message of a bulk send; its text, if there is
    /// one, says why.
    ///
    /// # What to do
    /// Read AWS's text; look at the template's data of this entry.
    ///
    /// # Example
    /// `bulk Failed: could not be processed`
    ///
    /// # Source
    /// SES API v1 reference, `BulkEmailDestinationStatus`.
    "bulk-failed", [Delegate], Retry::Never,
    |case: &Case<'_>| case.is(&["Failed"]),
}
