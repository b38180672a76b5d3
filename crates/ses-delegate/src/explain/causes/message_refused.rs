use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// SES refuses the message for what it holds, such as a virus.
    ///
    /// # What to do
    /// Read AWS's text. Take files and links out that a scanner may object to.
    ///
    /// # Example
    /// `HTTP 400 MessageRejected: Message contains a virus.`
    ///
    /// `bulk MessageRejected: It holds a virus.`
    ///
    /// # Source
    /// SES API v1 reference, `MessageRejected` and `BulkEmailDestinationStatus`.
    "message-refused", [Delegate], Retry::Never,
    |case: &Case<'_>| case.is(&["MessageRejected"]),
}
