use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// Sending is switched off for the configuration set.
    ///
    /// # What to do
    /// Switch it on in the account that sends, or send with another
    /// configuration set.
    ///
    /// # Example
    /// `HTTP 400 ConfigurationSetSendingPausedException: Sending is paused for this configuration set.`
    ///
    /// `HTTP 400 SendingPausedException: Sending is paused for configuration set news.`
    ///
    /// `bulk ConfigurationSetSendingPaused: paused`
    ///
    /// # Source
    /// SES API v1 reference, `ConfigurationSetSendingPausedException`.
    "configuration-set-paused", [Delegate], Retry::Never,
    |case: &Case<'_>| {
        case.is(&["ConfigurationSetSendingPaused"])
            || (case.is(&["SendingPaused"]) && case.says("configuration set"))
    },
}
