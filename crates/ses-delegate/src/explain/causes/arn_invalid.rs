use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// SES cannot read an ARN of the request.
    ///
    /// # What to do
    /// Paste the ARN again, whole, as the owner gave it:
    /// arn:aws:ses:Region:account:identity/domain-or-address. It must be an
    /// identity's, in the Region that is called.
    ///
    /// # Example
    /// `HTTP 400 InvalidParameterValue: Invalid ARN <>.`
    ///
    /// `HTTP 400 BadRequestException: Invalid ARN: example.com`
    ///
    /// # Source
    /// aws/aws-sdk-php#1716. AWS's wording for other faults in an ARN is not
    /// established.
    "arn-invalid", [Delegate], Retry::Never,
    |case: &Case<'_>| case.says("invalid arn") || case.says("arn is invalid") || case.says("malformed arn"),
}
