use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// The SMTP client did not sign in, or not over an encrypted connection.
    ///
    /// # What to do
    /// Switch on authentication with the SMTP user name and password, and TLS:
    /// STARTTLS on ports 25, 587 and 2587, TLS from the start on 465 and 2465.
    ///
    /// # Example
    /// `SMTP 530 Authentication required`
    ///
    /// `SMTP 530 Must issue a STARTTLS command first`
    ///
    /// `SMTP 538 Encryption required for requested authentication mechanism`
    ///
    /// # Source
    /// SES Developer Guide, "SMTP response codes returned by Amazon SES".
    "smtp-authentication-required", [Delegate], Retry::Never,
    |case: &Case<'_>| case.replied(&[530, 534, 538]),
}
