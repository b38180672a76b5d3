use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// The account of these credentials may not use SES here: it is not signed
    /// up for it, or the Region is one that must be switched on first.
    ///
    /// # What to do
    /// Sign in to the delegate's account, open the SES console in that Region
    /// once, and switch the Region on under "AWS Regions" if it is off.
    ///
    /// # Example
    /// `HTTP 403 OptInRequired: The AWS Access Key Id needs a subscription for the service`
    ///
    /// `SMTP 535 Account not subscribed to SES`
    ///
    /// `HTTP 403 RegionDisabledException: STS is not activated in this region for account:123456789012.`
    ///
    /// # Source
    /// SES API reference, "Common Errors"; SES Developer Guide, "SMTP response
    /// codes returned by Amazon SES".
    "not-subscribed", [Delegate], Retry::Never,
    |case: &Case<'_>| {
        case.is(&["OptInRequired", "SubscriptionRequired", "RegionDisabled"])
            || case.says("account not subscribed to ses")
            || case.says("needs a subscription for the service")
    },
}
