use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// SES cannot read the MX record of the identity's custom MAIL FROM domain,
    /// and the identity is set to refuse mail in that case.
    ///
    /// # What to do
    /// The owner must mend the MX record, or let SES fall back to its own MAIL
    /// FROM domain. The delegate can do nothing about it.
    ///
    /// # Example
    /// `HTTP 400 MailFromDomainNotVerifiedException: Mail-From domain is not verified.`
    ///
    /// `bulk MailFromDomainNotVerified: Mail-From domain is not verified.`
    ///
    /// # Source
    /// SES API reference, `MailFromDomainNotVerifiedException`.
    "mail-from-not-verified", [Owner], Retry::Never,
    |case: &Case<'_>| case.is(&["MailFromDomainNotVerified"]) || case.says("mail from domain is not verified"),
}
