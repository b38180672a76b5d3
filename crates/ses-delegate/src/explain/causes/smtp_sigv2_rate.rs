use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// The SMTP password was made before 10 January 2019, in an old way that AWS
    /// slows down.
    ///
    /// # What to do
    /// Derive the SMTP password anew, or make new SMTP credentials in the SES
    /// console, and delete the old ones.
    ///
    /// # Example
    /// `SMTP 454 Throttling failure: Maximum SigV2 SMTP sending rate exceeded.`
    ///
    /// # Source
    /// SES Developer Guide, "Amazon SES email sending errors".
    "smtp-sigv2-rate", [Delegate], Retry::WithNewCredentials,
    |case: &Case<'_>| case.says("sigv2 smtp sending rate"),
}
