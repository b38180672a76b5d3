use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::denial::DeniedResource;
use crate::explain::explanation::Explanation;

cause! {
    /// The caller may not use an identity that stands for a recipient. SES asks
    /// so for recipients that are verified identities themselves, and in the
    /// sandbox.
    ///
    /// # What to do
    /// Allow the action on the recipient's identity, too, or on `*`, in the
    /// caller's policy (IAM); conditions can narrow it to the sender.
    ///
    /// # Example
    /// ``HTTP 403 AccessDenied: User `arn:aws:iam::210987654321:user/me' is not authorized to perform `ses:SendEmail' on resource `arn:aws:ses:us-east-1:210987654321:identity/bob@example.org'``
    ///
    /// # Source
    /// aws/aws-sdk-js-v3#2061, cloudposse/terraform-aws-ses#40; AWS does not
    /// document it.
    "recipient-not-authorized", [Delegate], Retry::Never,
    |case: &Case<'_>| case.denial().is_some_and(|denial| denial.kind == DeniedResource::RecipientsIdentity),
    tell,
}

fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    let Some(denial) = case.denial() else { return };
    explanation.cause = format!("{} {}", denial.sentence(), explanation.cause);
    explanation.denied = Some(denial);
}
