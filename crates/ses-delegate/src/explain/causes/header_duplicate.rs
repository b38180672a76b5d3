use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// A header stands twice that may stand once only.
    ///
    /// # What to do
    /// Remove one of the two. A library may have added it besides the one in the
    /// message.
    ///
    /// # Example
    /// `HTTP 400 InvalidParameterValue: Duplicate header 'Content-Type'.`
    ///
    /// `SMTP 554 Transaction failed: Duplicate header 'From'.`
    ///
    /// # Source
    /// SES Developer Guide, "Header fields that may appear once"; aws/aws-sdk-js#4121.
    "header-duplicate", [Delegate, Developer], Retry::Never,
    |case: &Case<'_>| case.says("duplicate header"),
}
