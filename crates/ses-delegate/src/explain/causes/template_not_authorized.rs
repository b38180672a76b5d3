use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::denial::DeniedResource;
use crate::explain::explanation::Explanation;

cause! {
    /// The caller may not send with the template. SES asks for that apart from
    /// the identity.
    ///
    /// # What to do
    /// Allow the action on the template's ARN, too, in the caller's policy
    /// (IAM). Whether a template of another account can be used is not
    /// established.
    ///
    /// # Example
    /// ``HTTP 403 AccessDenied: User `arn:aws:iam::210987654321:user/me' is not authorized to perform `ses:SendTemplatedEmail' on resource `arn:aws:ses:us-east-1:210987654321:template/Welcome'``
    ///
    /// # Source
    /// aws/serverless-application-model#2844.
    "template-not-authorized", [Delegate], Retry::Never,
    |case: &Case<'_>| case.denial().is_some_and(|denial| denial.kind == DeniedResource::Template),
    tell,
}

fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    let Some(denial) = case.denial() else { return };
    explanation.cause = format!("{} {}", denial.sentence(), explanation.cause);
    explanation.denied = Some(denial);
}
