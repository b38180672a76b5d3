//! Two sides must agree: who asks, and who owns.
//!
//! # Source
//!
//! IAM User Guide, "Policy evaluation logic" and "Cross-account policy
//! evaluation logic".

use crate::policy::{Deciding, Reach, Verdict};

/// What is known of a request before the ruling.
#[derive(Clone, Debug)]
pub(crate) struct Sides {
    /// Whether caller and resource are of one account.
    pub own: bool,
    /// The policies of the resource.
    pub resource: Verdict,
    /// The caller's IAM policies; without any it may do all.
    pub caller: Option<Verdict>,
    /// The policy the session was narrowed to, if it was.
    pub session: Option<Verdict>,
}

/// Which policy, of whom, decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ruling {
    /// The owner's policy allows it.
    ByResource(Deciding),
    /// One account, and the caller's own permissions suffice.
    ByCaller,
    DeniedByResource(Deciding),
    DeniedByCaller(Deciding),
    DeniedBySession(Deciding),
    /// Nothing denies it, and this side does not allow it.
    ResourceSilent,
    CallerSilent,
    SessionSilent,
}

impl Sides {
    pub(crate) fn rule(self) -> Ruling {
        let Self { own, resource, caller, session } = self;
        if let Verdict::Denied(by) = resource {
            return Ruling::DeniedByResource(by);
        }
        if let Some(Verdict::Denied(by)) = caller {
            return Ruling::DeniedByCaller(by);
        }
        if let Some(Verdict::Denied(by)) = session {
            return Ruling::DeniedBySession(by);
        }
        let caller_allows = !matches!(caller, Some(Verdict::NotAllowed));
        let session_allows = !matches!(session, Some(Verdict::NotAllowed));
        match resource {
            Verdict::Allowed(by) if own => match by.reach {
                // An account named in its own account's policy leaves it to IAM.
                _ if caller_allows && session_allows => Ruling::ByCaller,
                Reach::Itself => Ruling::ByResource(by),
                Reach::Role if session_allows => Ruling::ByResource(by),
                _ if caller_allows => Ruling::SessionSilent,
                _ => Ruling::CallerSilent,
            },
            Verdict::NotAllowed if !own => Ruling::ResourceSilent,
            _ if !caller_allows => Ruling::CallerSilent,
            _ if !session_allows => Ruling::SessionSilent,
            Verdict::Allowed(by) => Ruling::ByResource(by),
            Verdict::NotAllowed | Verdict::Denied(_) => Ruling::ByCaller,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(reach: Reach) -> Deciding {
        Deciding { policy: "p".into(), sid: None, statement: String::new(), reach }
    }

    #[test]
    fn one_account_needs_either_side_and_two_need_both() {
        use Verdict::NotAllowed as Silent;
        let allow = |reach| Verdict::Allowed(by(reach));
        let deny = || Verdict::Denied(by(Reach::Role));
        let yes = || Some(allow(Reach::Itself));
        let no = Some(Silent);
        for (name, own, resource, caller, session, expected) in [
            ("own, nothing said", true, Silent, None, None, Ruling::ByCaller),
            ("own, IAM", true, Silent, yes(), None, Ruling::ByCaller),
            ("own, IAM silent", true, Silent, no.clone(), None, Ruling::CallerSilent),
            (
                "own, role named",
                true,
                allow(Reach::Role),
                no.clone(),
                None,
                Ruling::ByResource(by(Reach::Role)),
            ),
            (
                "own, account named",
                true,
                allow(Reach::Account),
                no.clone(),
                None,
                Ruling::CallerSilent,
            ),
            (
                "own, session silent",
                true,
                allow(Reach::Role),
                yes(),
                no.clone(),
                Ruling::SessionSilent,
            ),
            (
                "own, session named",
                true,
                allow(Reach::Itself),
                no.clone(),
                no.clone(),
                Ruling::ByResource(by(Reach::Itself)),
            ),
            (
                "own, resource denies",
                true,
                deny(),
                yes(),
                None,
                Ruling::DeniedByResource(by(Reach::Role)),
            ),
            (
                "other, both",
                false,
                allow(Reach::Account),
                yes(),
                None,
                Ruling::ByResource(by(Reach::Account)),
            ),
            (
                "other, IAM unsaid",
                false,
                allow(Reach::Role),
                None,
                None,
                Ruling::ByResource(by(Reach::Role)),
            ),
            (
                "other, IAM silent",
                false,
                allow(Reach::Itself),
                no.clone(),
                None,
                Ruling::CallerSilent,
            ),
            ("other, owner silent", false, Silent, yes(), None, Ruling::ResourceSilent),
            (
                "other, IAM denies",
                false,
                allow(Reach::Role),
                Some(deny()),
                None,
                Ruling::DeniedByCaller(by(Reach::Role)),
            ),
            (
                "other, session denies",
                false,
                allow(Reach::Role),
                None,
                Some(deny()),
                Ruling::DeniedBySession(by(Reach::Role)),
            ),
            ("other, session silent", false, allow(Reach::Role), yes(), no, Ruling::SessionSilent),
        ] {
            let sides = Sides { own, resource, caller, session };
            assert_eq!(sides.rule(), expected, "{name}");
        }
    }
}
