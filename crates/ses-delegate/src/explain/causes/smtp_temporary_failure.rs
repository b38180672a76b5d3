use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// The SMTP server had a passing trouble, with the message or with checking
    /// the credentials. The message was not taken.
    ///
    /// # What to do
    /// Try again, each time a little later. If it stays so, check the
    /// credentials and AWS's Health Dashboard.
    ///
    /// # Example
    /// `SMTP 451 Temporary service failure`
    ///
    /// `SMTP 454 Temporary authentication failure`
    ///
    /// `SMTP 454 Temporary service failure`
    ///
    /// # Source
    /// SES Developer Guide, "SMTP response codes returned by Amazon SES": replies
    /// of the 400s are to be tried again.
    "smtp-temporary-failure", [Aws, Delegate], Retry::BACKOFF,
    |case: &Case<'_>| (400..500).any(|code| case.replied(&[code])),
}
