use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// The account has as many of these as it may: policies of an identity,
    /// templates, configuration sets or the like.
    ///
    /// # What to do
    /// Remove some, or ask AWS for a higher quota. If it was a send, it may be
    /// the daily sending quota, for which API v2's code is not established.
    ///
    /// # Example
    /// `HTTP 400 LimitExceededException: Too many policies`
    ///
    /// `HTTP 400 AlreadyExistsException: Policy already exists`
    ///
    /// # Source
    /// SES API v2 reference, `LimitExceededException`.
    "resource-limit-reached", [Delegate, Owner, Aws], Retry::Never,
    |case: &Case<'_>| case.is(&["LimitExceeded", "AlreadyExists", "PolicyLengthExceeded"]),
}
