use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// The message lacks a header that SES wants. Often the header is there, but
    /// below a blank line, which ends the headers.
    ///
    /// # What to do
    /// Add it above the first blank line. AWS's own sample has a blank line
    /// after the X-SES headers: there must be none. For `SendRawEmail` the
    /// recipients are `Destinations`, not `Destination.ToAddresses`.
    ///
    /// # Example
    /// `HTTP 400 InvalidParameterValue: Missing required header 'To'.`
    ///
    /// `SMTP 554 Transaction failed: Missing required header 'From'.`
    ///
    /// # Source
    /// aristidb/aws#73; SES Developer Guide, "Delegate sender tasks for Amazon
    /// SES sending authorization".
    "header-missing", [Delegate, Developer], Retry::Never,
    |case: &Case<'_>| case.says("missing required header"),
}
