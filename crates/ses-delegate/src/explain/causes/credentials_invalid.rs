use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// AWS does not know the access key id, or the session token does not belong
    /// to it: it is missing, cut short or from another set. The same is said of
    /// keys of another partition (China, GovCloud), and of keys that were
    /// switched off.
    ///
    /// # What to do
    /// Paste access key id, secret access key and session token again, each
    /// whole. An id that begins with ASIA needs its session token. Check that
    /// the key belongs to the partition of the Region.
    ///
    /// # Example
    /// `HTTP 403 InvalidClientTokenId: The security token included in the request is invalid.`
    ///
    /// `HTTP 403 UnrecognizedClientException: The security token included in the request is invalid.`
    ///
    /// # Source
    /// SES API reference, "Common Errors". API v2's exact code is not
    /// established; both are taken.
    "credentials-invalid", [Delegate], Retry::WithNewCredentials,
    |case: &Case<'_>| {
        case.is(&["InvalidClientTokenId", "UnrecognizedClient", "InvalidAccessKeyId", "InvalidToken"])
            || case.says("security token included in the request is invalid")
    },
}
