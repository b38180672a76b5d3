use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// SES does not take a value of the request; its text says which.
    ///
    /// # What to do
    /// Read AWS's text and correct the value.
    ///
    /// # Example
    /// `HTTP 400 InvalidParameterValue: Invalid tag value.`
    ///
    /// `HTTP 400 BadRequestException: colon suffix must be cut`
    ///
    /// `SMTP 554 Transaction failed: Invalid domain name: 'a_b'.`
    ///
    /// `bulk InvalidParameterValue: Invalid tag value.`
    ///
    /// # Source
    /// SES API reference, "Common Errors".
    "input-invalid", [Delegate], Retry::Never,
    |case: &Case<'_>| case.is(&["BadRequest", "InvalidParameterValue", "InvalidParameter"]),
}
