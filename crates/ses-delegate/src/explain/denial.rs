//! "User … is not authorized to perform … on resource …", taken apart.

use serde::Serialize;

use super::context::Context;
use crate::address::EmailAddress;
use crate::arn::{AccountId, Identity, IdentityArn};

/// What was denied to whom. What the text does not name is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Denial {
    /// Who asked: an ARN, as AWS wrote it.
    pub caller: Option<String>,
    /// The action, such as `ses:SendRawEmail`; it may be another than the operation called.
    pub action: Option<String>,
    /// The resource's ARN, as AWS wrote it.
    pub resource: Option<String>,
    /// What kind of resource that is.
    pub kind: DeniedResource,
    /// Which policy decided, where AWS says so.
    pub policy: Option<DecidingPolicy>,
    /// A policy denies it; if not, none allows it or AWS does not say.
    pub is_explicit: bool,
}

/// What kind of resource was denied, as the delegate sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum DeniedResource {
    /// An identity of another account: the owner's.
    OwnersIdentity,
    /// An identity within the caller's own account: SES looked there, since no ARN was passed.
    OwnIdentity,
    /// An identity that stands for a recipient of the draft.
    RecipientsIdentity,
    /// A configuration set.
    ConfigurationSet,
    /// A template.
    Template,
    /// Anything else that has an ARN.
    Other,
    /// The text names none.
    Unnamed,
}

/// Which policy decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum DecidingPolicy {
    /// The caller's own (IAM).
    Identity,
    /// The identity owner's sending authorization policy.
    Resource,
    /// The organisation's: a service or resource control policy.
    Organization,
    /// The caller's permissions boundary.
    Boundary,
    /// The session policy that the role was assumed with.
    Session,
    /// That of a VPC endpoint.
    VpcEndpoint,
}

impl Denial {
    /// Who may not do what on what, as one sentence.
    pub(super) fn sentence(&self) -> String {
        let caller = self.caller.as_deref().unwrap_or("The caller");
        let action = self.action.as_deref().map_or_else(String::new, |action| format!(" {action}"));
        let on = self.resource.as_deref().map_or_else(String::new, |on| format!(" on {on}"));
        format!("{caller} may not perform{action}{on}.")
    }
}

/// Reads `message` in any of the forms that AWS and clients write.
pub(super) fn read(message: &str, context: &Context<'_>) -> Denial {
    let (before, after) =
        message.split_once("is not authorized to perform").unwrap_or((message, ""));
    let caller = before.split_once("User").map(|(_, name)| bare(name)).filter(|n| !n.is_empty());
    let (action, after) = match after.split_once("on resource") {
        Some((action, resource)) => (action, Some(resource)),
        None => (after, None),
    };
    let resource = after.map(|text| bare(until_reason(text))).filter(|text| !text.is_empty());
    let action = bare(until_reason(action));
    Denial {
        kind: resource.map_or(DeniedResource::Unnamed, |resource| {
            kind(resource, context.account(caller).as_ref(), context)
        }),
        policy: policy(message),
        is_explicit: message.contains("explicit deny"),
        caller: caller.map(str::to_owned),
        action: Some(action).filter(|text| !text.is_empty()).map(str::to_owned),
        resource: resource.map(str::to_owned),
    }
}

/// What stands before AWS's reason, if it gives one.
fn until_reason(text: &str) -> &str {
    let ends = [" because ", " with an explicit deny"].map(|reason| text.find(reason));
    &text[..ends.into_iter().flatten().min().unwrap_or(text.len())]
}

/// Without the quotes around it: AWS opens with a grave accent and closes with
/// an apostrophe; copies of its texts have others.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "`'\"´‘’“”:.,".contains(c))
}

fn policy(message: &str) -> Option<DecidingPolicy> {
    [
        ("permissions boundary", DecidingPolicy::Boundary),
        ("session policy", DecidingPolicy::Session),
        ("service control policy", DecidingPolicy::Organization),
        ("resource control policy", DecidingPolicy::Organization),
        ("VPC endpoint policy", DecidingPolicy::VpcEndpoint),
        ("identity-based policy", DecidingPolicy::Identity),
        ("resource-based policy", DecidingPolicy::Resource),
    ]
    .into_iter()
    .find(|(name, _)| message.contains(name))
    .map(|(_, policy)| policy)
}

fn kind(resource: &str, account: Option<&AccountId>, context: &Context<'_>) -> DeniedResource {
    let mut members = resource.splitn(6, ':');
    let (service, owner) = (members.nth(2), members.nth(1));
    let name = members.next().unwrap_or_default();
    if service != Some("ses") {
        return DeniedResource::Other;
    }
    match name.split_once('/') {
        Some(("configuration-set", _)) => DeniedResource::ConfigurationSet,
        Some(("template", _)) => DeniedResource::Template,
        Some(("identity", name)) if is_recipients(resource, name, context) => {
            DeniedResource::RecipientsIdentity
        }
        Some(("identity", _)) if owner.is_some() && owner == account.map(AccountId::as_str) => {
            DeniedResource::OwnIdentity
        }
        Some(("identity", _)) => DeniedResource::OwnersIdentity,
        _ => DeniedResource::Other,
    }
}

/// Whether the identity stands for a recipient, and for none whom the mail comes from.
fn is_recipients(resource: &str, name: &str, context: &Context<'_>) -> bool {
    let Some(draft) = context.draft else { return false };
    let arn = resource.parse::<IdentityArn>().ok();
    let is_of = |address: &EmailAddress| match arn.as_ref().map(IdentityArn::identity) {
        Some(Identity::Domain(_)) => arn.as_ref().is_some_and(|arn| arn.covers(address)),
        _ => address.as_str().eq_ignore_ascii_case(name),
    };
    let senders = [&draft.from, &draft.sender, &draft.return_path];
    let mut senders =
        senders.iter().filter_map(|text| text.parse::<crate::address::Mailbox>().ok());
    !senders.any(|sender| is_of(&sender.address))
        && context.recipients().iter().any(|(_, to)| is_of(&to.address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_it_reads_the_same() {
        let caller = "arn:aws:sts::210987654321:assumed-role/Mailer/me";
        let resource = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
        for (open, close, colon) in [
            ("`", "'", ""),
            ("'", "'", ""),
            ("\"", "\"", ""),
            ("", "", ":"),
            ("", "", ""),
            ("‘", "’", ""),
        ] {
            for (reason, policy, is_explicit) in [
                ("", None, false),
                (".", None, false),
                (
                    " because no identity-based policy allows the ses:SendRawEmail action",
                    Some(DecidingPolicy::Identity),
                    false,
                ),
                (
                    " because no resource-based policy allows the ses:SendRawEmail action",
                    Some(DecidingPolicy::Resource),
                    false,
                ),
                (
                    " because no session policy allows the ses:SendRawEmail action",
                    Some(DecidingPolicy::Session),
                    false,
                ),
                (
                    " because no permissions boundary allows the ses:SendRawEmail action",
                    Some(DecidingPolicy::Boundary),
                    false,
                ),
                (
                    " with an explicit deny in a service control policy",
                    Some(DecidingPolicy::Organization),
                    true,
                ),
                (
                    " with an explicit deny in a resource-based policy",
                    Some(DecidingPolicy::Resource),
                    true,
                ),
            ] {
                for begin in ["", "Access denied: ", "554 Access denied: "] {
                    let text = format!(
                        "{begin}User{colon} {open}{caller}{close} is not authorized to perform{colon} {open}ses:SendRawEmail{close} on resource{colon} {open}{resource}{close}{reason}"
                    );
                    let denial = read(&text, &Context::default());
                    assert_eq!(
                        denial,
                        Denial {
                            caller: Some(caller.into()),
                            action: Some("ses:SendRawEmail".into()),
                            resource: Some(resource.into()),
                            kind: DeniedResource::OwnersIdentity,
                            policy,
                            is_explicit,
                        },
                        "{text}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_resource_tells_its_kind() {
        let kind = |resource: &str| {
            let text = format!(
                "User `arn:aws:iam::111122223333:user/a b' is not authorized to perform `ses:SendEmail' on resource `{resource}'"
            );
            read(&text, &Context::default()).kind
        };
        for (resource, expected) in [
            (
                "arn:aws:ses:us-east-1:111122223333:identity/example.com",
                DeniedResource::OwnIdentity,
            ),
            (
                "arn:aws:ses:us-east-1:123456789012:identity/a@example.com",
                DeniedResource::OwnersIdentity,
            ),
            (
                "arn:aws:ses:us-east-1:111122223333:configuration-set/news",
                DeniedResource::ConfigurationSet,
            ),
            ("arn:aws:ses:us-east-1:111122223333:template/T", DeniedResource::Template),
            ("arn:aws:ses:us-east-1:111122223333:tenant/T", DeniedResource::Other),
            ("arn:aws:iam::111122223333:role/T", DeniedResource::Other),
            ("*", DeniedResource::Other),
            ("", DeniedResource::Unnamed),
        ] {
            assert_eq!(kind(resource), expected, "{resource}");
        }
    }

    #[test]
    fn texts_without_a_resource_are_read_as_far_as_they_go() {
        let denial = read(
            "User: arn:aws:iam::656786582583:user/user name is not authorized to perform: ses:VerifyEmailIdentity",
            &Context::default(),
        );
        assert_eq!(denial.caller.as_deref(), Some("arn:aws:iam::656786582583:user/user name"));
        assert_eq!(denial.action.as_deref(), Some("ses:VerifyEmailIdentity"));
        assert_eq!((denial.resource, denial.kind), (None, DeniedResource::Unnamed));
        let denial = read("Access Denied", &Context::default());
        assert_eq!((denial.caller, denial.action), (None, None));
    }
}
