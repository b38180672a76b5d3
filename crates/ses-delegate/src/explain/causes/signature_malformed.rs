use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// The request has no signature, or one that AWS cannot read.
    ///
    /// # What to do
    /// The program that made the request must sign it, and send `Authorization`
    /// and `X-Amz-Date` as they were signed. A proxy that takes headers away has
    /// the same effect.
    ///
    /// # Example
    /// `HTTP 403 MissingAuthenticationToken: Request is missing Authentication Token`
    ///
    /// `HTTP 400 IncompleteSignature: Authorization header requires 'Signature' parameter.`
    ///
    /// `HTTP 400 MissingParameter: Either Date or x-amz-date header must be specified in the request`
    ///
    /// # Source
    /// SES API reference, "Common Errors"; drewblas/aws-ses#69.
    "signature-malformed", [Developer], Retry::Never,
    |case: &Case<'_>| case.is(&["MissingAuthenticationToken", "IncompleteSignature"]) || case.says("date or x-amz-date"),
}
