use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// AWS has shut the sending account's SES down for good.
    ///
    /// # What to do
    /// Only AWS can change that: answer its mail to the account, or open a case
    /// with its support. Another account may be authorised by the owner in the
    /// meantime.
    ///
    /// # Example
    /// `HTTP 400 AccountSuspendedException: suspended`
    ///
    /// `bulk AccountSuspended: suspended`
    ///
    /// # Source
    /// SES API v2 reference, `AccountSuspendedException`.
    "account-suspended", [Aws, Delegate], Retry::Never,
    |case: &Case<'_>| case.is(&["AccountSuspended"]),
}
