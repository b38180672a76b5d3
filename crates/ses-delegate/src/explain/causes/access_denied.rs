use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::explanation::Explanation;

cause! {
    /// The caller may not do this. AWS does not name an identity, a
    /// configuration set or a template that it is about.
    ///
    /// # What to do
    /// Allow the action in the caller's policy (IAM). For a role that is to be
    /// assumed, the role's own trust policy must name the caller as well.
    ///
    /// # Example
    /// `HTTP 403 AccessDenied: User: arn:aws:iam::656786582583:user/a is not authorized to perform: ses:GetSendQuota`
    ///
    /// `HTTP 403 AccessDenied: User: arn:aws:iam::210987654321:user/me is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/mailer`
    ///
    /// `HTTP 403 AccessDeniedException: Access Denied`
    ///
    /// # Source
    /// IAM User Guide, "Troubleshoot access denied error messages".
    "access-denied", [Delegate], Retry::Never,
    |case: &Case<'_>| case.denial().is_some(),
    tell,
}

fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    let Some(denial) = case.denial() else { return };
    if denial.action.is_some() {
        explanation.cause = format!("{} {}", denial.sentence(), explanation.cause);
    }
    explanation.denied = Some(denial);
}
