use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::denial::DeniedResource;
use crate::explain::explanation::Explanation;

cause! {
    /// The caller may not send with the configuration set. SES asks for that
    /// apart from the identity, even if the set is only the identity's default.
    ///
    /// # What to do
    /// Allow the action on the configuration set's ARN, too, in the caller's
    /// policy (IAM), or send without a configuration set. What SES makes of the
    /// owner's default set in a delegate's send is not established.
    ///
    /// # Example
    /// ``HTTP 403 AccessDenied: User `arn:aws:iam::210987654321:user/me' is not authorized to perform `ses:SendRawEmail' on resource `arn:aws:ses:us-east-1:210987654321:configuration-set/news'``
    ///
    /// # Source
    /// aws/aws-cdk#34402, usdigitalresponse/usdr-gost#3080, medplum/medplum#10102.
    "configuration-set-not-authorized", [Delegate], Retry::Never,
    |case: &Case<'_>| case.denial().is_some_and(|denial| denial.kind == DeniedResource::ConfigurationSet),
    tell,
}

fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    let Some(denial) = case.denial() else { return };
    explanation.cause = format!("{} {}", denial.sentence(), explanation.cause);
    if case.context.draft.is_some_and(|draft| draft.configuration_set.trim().is_empty()) {
        explanation.cause.push_str(" The draft names none: so it is the identity's default.");
    }
    explanation.denied = Some(denial);
}
