use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::failure::Channel;

cause! {
    /// The answer does not tell what became of this message, which AWS's model
    /// allows. It may have been sent.
    ///
    /// # What to do
    /// Do not send this one again yet. Look for its events, or ask the
    /// recipient. The other entries are as they say.
    ///
    /// # Example
    /// `bulk`
    ///
    /// # Source
    /// SES API v1 reference, `BulkEmailDestinationStatus`; SES API v2 reference,
    /// `BulkEmailEntryResult`: every member is optional.
    "bulk-status-absent", [Delegate], Retry::Never,
    |case: &Case<'_>| case.failure.is_ambiguous() && case.failure.channel() == Channel::Bulk,
}
