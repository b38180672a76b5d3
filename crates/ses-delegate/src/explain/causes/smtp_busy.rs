use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// The SMTP server has too many connections, or closes this one.
    ///
    /// # What to do
    /// Use fewer connections at once, and a new one now and then; try again
    /// later.
    ///
    /// # Example
    /// `SMTP 421 Too many concurrent SMTP connections`
    ///
    /// `SMTP 451 4.4.2 Timeout waiting for data from client.`
    ///
    /// # Source
    /// SES Developer Guide, "SMTP response codes returned by Amazon SES".
    "smtp-busy", [Delegate], Retry::BACKOFF,
    |case: &Case<'_>| case.replied(&[421]) || (case.replied(&[451]) && case.says("timeout waiting")),
}
