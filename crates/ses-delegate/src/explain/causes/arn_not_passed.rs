use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::denial::DeniedResource;
use crate::explain::explanation::{Actor, Explanation};

cause! {
    /// SES looked for the identity in the caller's own account, as it does when
    /// no ARN was passed for the address.
    ///
    /// # What to do
    /// Pass the owner's ARN: `SourceArn`, with raw mail `FromArn` as well, in API v2
    /// `FromEmailAddressIdentityArn`. If the identity is one's own, allow the
    /// action on its ARN in the caller's policy (IAM).
    ///
    /// # Example
    /// ``HTTP 403 AccessDenied: User `arn:aws:sts::210987654321:assumed-role/Mailer/me' is not authorized to perform `ses:SendEmail' on resource `arn:aws:ses:us-east-1:210987654321:identity/ann@example.com'``
    ///
    /// # Source
    /// cloud-custodian/cloud-custodian#7272 and other field reports.
    "arn-not-passed", [Delegate], Retry::Never,
    |case: &Case<'_>| case.denial().is_some_and(|denial| denial.kind == DeniedResource::OwnIdentity),
    tell,
}

fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    let Some(denial) = case.denial() else { return };
    let draft = case.context.draft;
    let (told, fix) = match (draft, draft.and_then(|draft| draft.delegate.as_ref())) {
        (None, _) => (String::new(), None),
        (Some(_), None) => (
            "The draft names no identity of somebody else.".to_owned(),
            Some(
                "To send as somebody else's identity, put its ARN into delegate.sourceArn. To send as one's own, allow the action on its ARN in the caller's policy (IAM).",
            ),
        ),
        (Some(_), Some(delegate))
            if denial.resource.as_deref() == Some(delegate.source_arn.trim()) =>
        {
            (
                "The draft names this identity of the caller's own account.".to_owned(),
                Some(
                    "Allow the action on this ARN in the caller's policy (IAM): within one account that is enough.",
                ),
            )
        }
        (Some(_), Some(delegate)) => (
            format!(
                "The draft names {}, but SES asked for another identity.",
                delegate.source_arn.trim()
            ),
            Some(
                "Check that the request carried the ARNs for all its addresses: raw mail wants SourceArn and FromArn together, and ReturnPathArn for a return path. X-SES headers count in raw mail only.",
            ),
        ),
    };
    explanation.cause =
        format!("{} {told} {}", denial.sentence(), explanation.cause).replace("  ", " ");
    if let Some(fix) = fix {
        fix.clone_into(&mut explanation.fix);
    }
    explanation.who = vec![Actor::Delegate];
    if let Some(action) = denial.action.as_deref() {
        super::name_other_action(action, case, explanation);
    }
    explanation.denied = Some(denial);
}
