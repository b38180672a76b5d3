use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// The policy cannot be used: no JSON, a principal that does not exist, or
    /// another resource than the identity that it is put on. A session policy may
    /// also be too long when packed.
    ///
    /// # What to do
    /// Mend the policy. Its resource must be exactly the identity's ARN; a
    /// sending authorization policy has at most 4 KB.
    ///
    /// # Example
    /// `HTTP 400 InvalidPolicy: Policy statement must contain actions.`
    ///
    /// `HTTP 400 MalformedPolicyDocument: Syntax errors in policy.`
    ///
    /// `HTTP 400 PackedPolicyTooLarge: Packed policy consumes 140% of allotted space`
    ///
    /// # Source
    /// SES API v1 reference, `PutIdentityPolicy`; STS API reference, `AssumeRole`.
    "policy-invalid", [Owner, Delegate], Retry::Never,
    |case: &Case<'_>| case.is(&["InvalidPolicy", "MalformedPolicyDocument", "PackedPolicyTooLarge"]),
}
