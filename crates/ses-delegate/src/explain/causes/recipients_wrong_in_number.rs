use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// There is no recipient, or there are more than the 50 that one message may
    /// have; To, Cc and Bcc count together.
    ///
    /// # What to do
    /// Give 1 to 50 recipients; for more, send several messages.
    ///
    /// # Example
    /// `HTTP 400 InvalidParameterValue: Recipient count exceeds 50.`
    ///
    /// `HTTP 400 InvalidParameterValue: There are no recipients specified.`
    ///
    /// `SMTP 452 Too many recipients`
    ///
    /// # Source
    /// SES Developer Guide, "Service quotas" and "Amazon SES email sending errors".
    "recipients-wrong-in-number", [Delegate], Retry::Never,
    |case: &Case<'_>| case.says("recipient count exceeds") || case.says("no recipients") || case.says("too many recipients"),
}
