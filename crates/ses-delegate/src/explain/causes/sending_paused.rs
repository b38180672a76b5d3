use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// Sending is switched off, for the sending account or for the configuration
    /// set: API v2 has one code for both.
    ///
    /// # What to do
    /// Ask `GetAccount` whether sending is enabled. If it is, the configuration
    /// set is paused: switch it on or take another. If not, AWS or somebody of
    /// the account paused it; AWS writes to the account's inbox why.
    ///
    /// # Example
    /// `HTTP 400 SendingPausedException: paused`
    ///
    /// # Source
    /// SES API v2 reference, `SendingPausedException`.
    "sending-paused", [Delegate, Aws], Retry::Never,
    |case: &Case<'_>| case.is(&["SendingPaused"]),
}
