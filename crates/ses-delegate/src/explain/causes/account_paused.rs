use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// Sending is switched off for the whole sending account, by AWS after
    /// bounces or complaints, or by somebody of the account.
    ///
    /// # What to do
    /// Look at the SES console and the inbox of the delegate's account: AWS
    /// writes there why, and what it wants to know. If somebody of the account
    /// paused it, switch sending on again.
    ///
    /// # Example
    /// `HTTP 400 AccountSendingPausedException: Sending is paused for this account. For more information, please check the inbox of the email address associated with your AWS account.`
    ///
    /// `bulk AccountSendingPaused: paused`
    ///
    /// # Source
    /// SES Developer Guide, "Amazon SES email sending errors".
    "account-paused", [Delegate, Aws], Retry::Never,
    |case: &Case<'_>| case.is(&["AccountSendingPaused"]) || case.says("sending is paused for this account") || case.says("sending paused for this account"),
}
