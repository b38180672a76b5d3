use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// The signature is not the one that AWS computed. Nearly always the secret
    /// access key is damaged or belongs to another access key id; else the
    /// request was changed on its way, or signed for another Region.
    ///
    /// # What to do
    /// Paste access key id, secret access key and session token again, all
    /// three of one set. If that does not help, look for a proxy that changes
    /// requests.
    ///
    /// # Example
    /// `HTTP 403 SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.`
    ///
    /// `HTTP 403 : The request signature we calculated does not match the signature you provided.`
    ///
    /// # Source
    /// IAM User Guide, "Troubleshoot Signature Version 4 signed requests".
    "signature-mismatch", [Delegate, Developer], Retry::WithNewCredentials,
    |case: &Case<'_>| case.is(&["SignatureDoesNotMatch", "InvalidSignature"]) || case.says("signature we calculated does not match"),
}
