use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// The temporary credentials have expired.
    ///
    /// # What to do
    /// Get new ones where these came from, such as `AssumeRole` or the sign-in
    /// portal, and paste all three values. Then send again.
    ///
    /// # Example
    /// `HTTP 403 ExpiredToken: The security token included in the request is expired`
    ///
    /// `HTTP 403 ExpiredTokenException: The security token included in the request is expired`
    ///
    /// # Source
    /// SES API reference, "Common Errors". The code's name in API v2 is not
    /// established; both are taken.
    "credentials-expired", [Delegate], Retry::WithNewCredentials,
    |case: &Case<'_>| case.is(&["ExpiredToken", "TokenRefreshRequired"]) || case.says("security token included in the request is expired"),
}
