use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::denial::{DecidingPolicy, DeniedResource};
use crate::explain::explanation::{Actor, Explanation};

cause! {
    /// The delegate may not use the owner's identity. Across accounts both sides
    /// must allow it: the owner's policy on exactly this identity the caller, and
    /// the caller's own policy (IAM) the action on the identity's ARN.
    ///
    /// # What to do
    /// Ask the owner for a policy on this identity, in this Region, that allows
    /// the action to the delegate; and allow the same action on the same ARN to
    /// the caller in the delegate's account. A policy on an address counts
    /// before those on its domain.
    ///
    /// # Example
    /// ``HTTP 403 AccessDenied: User `arn:aws:sts::210987654321:assumed-role/Mailer/me' is not authorized to perform `ses:SendEmail' on resource `arn:aws:ses:us-east-1:123456789012:identity/example.com'``
    ///
    /// `HTTP 403 AccessDeniedException: User: arn:aws:iam::210987654321:user/me is not authorized to perform: ses:SendRawEmail on resource: arn:aws:ses:us-east-1:123456789012:identity/example.com because no resource-based policy allows the ses:SendRawEmail action`
    ///
    /// `SMTP 554 Access denied: User arn:aws:iam::210987654321:user/me is not authorized to perform ses:SendRawEmail on resource arn:aws:ses:us-east-1:123456789012:identity/example.com`
    ///
    /// # Source
    /// SES Developer Guide, "Using sending authorization"; IAM User Guide,
    /// "Cross-account policy evaluation logic".
    "identity-not-authorized", [Owner, Delegate], Retry::Never,
    |case: &Case<'_>| case.denial().is_some_and(|denial| denial.kind == DeniedResource::OwnersIdentity),
    tell,
}

fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    let Some(denial) = case.denial() else { return };
    explanation.cause = format!("{} {}", denial.sentence(), explanation.cause);
    if let Some(policy) = denial.policy {
        let (who, fix) = match policy {
            DecidingPolicy::Resource => {
                (Actor::Owner, "The owner must change the policy on this identity.")
            }
            DecidingPolicy::Identity => (
                Actor::Delegate,
                "Change the caller's own policy (IAM): it must allow the action on this ARN.",
            ),
            DecidingPolicy::Organization => {
                (Actor::Delegate, "The organisation's policy decides here: ask who administers it.")
            }
            DecidingPolicy::Boundary => {
                (Actor::Delegate, "The caller's permissions boundary must allow it as well.")
            }
            DecidingPolicy::Session => (
                Actor::Delegate,
                "Assume the role with a session policy that allows it, or with none.",
            ),
            DecidingPolicy::VpcEndpoint => {
                (Actor::Delegate, "The VPC endpoint's policy must allow it as well.")
            }
        };
        let fix = if denial.is_explicit {
            format!("A statement denies it, which no other can undo. {fix}")
        } else {
            fix.to_owned()
        };
        explanation.fix = fix;
        explanation.who = vec![who];
    }
    if let Some(action) = denial.action.as_deref() {
        super::name_other_action(action, case, explanation);
    }
    explanation.denied = Some(denial);
}
