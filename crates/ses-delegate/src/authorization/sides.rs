//! Owner's and caller's policies together.

use super::answer::{ActionAnswer, Side, Verdict};
use super::circumstances::DelegatePolicies;
use crate::arn::AccountId;
use crate::caller::CallerKind;
use crate::iam::{
    Applies, Decision, Effect, Evaluation, Grantee, NamedPolicy, PolicyKind, Request,
    StatementTrace, evaluate,
};

/// Whether one request will be authorised, by the policies of its resource and
/// of the caller where they are known. `account` owns the resource.
///
/// Between accounts both sides must allow. Within one account either may, but
/// for a statement that names the account, which leaves it to the caller's own
/// policies; a boundary or a session's policies limit the caller's own, and what
/// the owner's policies grant to a role.
///
/// # Source
/// IAM User Guide, "Policy evaluation logic", "Cross-account policy evaluation
/// logic" and "Permissions boundaries for IAM entities".
pub fn authorize_request(
    request: &Request<'_>,
    account: &AccountId,
    owner_policies: Option<&[NamedPolicy]>,
    delegate_policies: Option<&DelegatePolicies>,
) -> ActionAnswer {
    let has_boundary = delegate_policies.map(|policies| policies.permissions_boundary.is_some());
    let context = match has_boundary {
        Some(has_boundary) => &request.context.clone().with_boundary(has_boundary),
        None => request.context,
    };
    let request = &Request { context, ..*request };
    let owner = owner_policies.map(|policies| evaluate(policies, request));
    let delegate = delegate_policies.map(|policies| Side {
        identity_based: evaluate(&policies.identity_based, request),
        permissions_boundary: policies
            .permissions_boundary
            .as_ref()
            .map(|policy| evaluate(std::slice::from_ref(policy), request)),
        session: Some(&policies.session)
            .filter(|policies| !policies.is_empty())
            .map(|policies| evaluate(policies, request)),
    });
    let misplaced = misplaced(owner_policies, delegate_policies);
    let is_root = *request.caller.kind() == CallerKind::Root;
    let is_within = account == request.caller.account();
    let sides =
        Sides { owner: owner.as_ref(), delegate: delegate.as_ref(), is_root, is_within, request };
    let said = match misplaced {
        Some(why) => Said::cannot_tell(why.clone(), vec![why]),
        None if is_within => sides.within_account(),
        None => sides.between_accounts(),
    };
    let Said { verdict, why, left_to_check } = said;
    ActionAnswer {
        verdict,
        action: request.action.to_owned(),
        documented: None,
        why,
        left_to_check,
        owner,
        delegate,
    }
}

/// A policy that was read as one of the other side: it would be about everybody, or about nobody.
fn misplaced(owner: Option<&[NamedPolicy]>, delegate: Option<&DelegatePolicies>) -> Option<String> {
    let is_other = |kind| move |named: &&NamedPolicy| named.policy.kind() != kind;
    let owners = owner.unwrap_or_default();
    if let Some(named) = owners.iter().find(is_other(PolicyKind::ResourceBased)) {
        return Some(format!(
            "policy {:?} stands with the owner's, but was read as one of the caller",
            named.name
        ));
    }
    let delegate = delegate?;
    let own = delegate.identity_based.iter().chain(&delegate.permissions_boundary);
    let named = own.chain(&delegate.session).find(is_other(PolicyKind::IdentityBased))?;
    let name = &named.name;
    Some(format!("policy {name:?} stands with the caller's own, but was read as one of a resource"))
}

struct Sides<'a> {
    owner: Option<&'a Evaluation>,
    delegate: Option<&'a Side>,
    is_root: bool,
    is_within: bool,
    request: &'a Request<'a>,
}

struct Said {
    verdict: Verdict,
    why: String,
    left_to_check: Vec<String>,
}

impl Said {
    fn allowed(why: impl Into<String>) -> Self {
        Self { verdict: Verdict::Allowed, why: why.into(), left_to_check: Vec::new() }
    }

    fn denied(why: impl Into<String>) -> Self {
        Self { verdict: Verdict::Denied, why: why.into(), left_to_check: Vec::new() }
    }

    fn cannot_tell(why: impl Into<String>, left: Vec<String>) -> Self {
        Self { verdict: Verdict::CannotTell, why: why.into(), left_to_check: left }
    }
}

impl Sides<'_> {
    fn between_accounts(&self) -> Said {
        let owner = self.owner();
        let delegate = self.caller_side(&ALL_LAYERS);
        match (owner.verdict, delegate.verdict) {
            (Verdict::Denied, _) => owner,
            (_, Verdict::Denied) => delegate,
            (Verdict::Allowed, Verdict::Allowed) => {
                Said::allowed(format!("{}; {}", owner.why, delegate.why))
            }
            _ => {
                let left = [owner.left_to_check, delegate.left_to_check].concat();
                Said::cannot_tell(format!("{}; {}", owner.why, delegate.why), left)
            }
        }
    }

    fn within_account(&self) -> Said {
        // A denial on either side, known or not, comes first.
        let owner = self.owner();
        if self.owner.is_some_and(|said| said.decision == Decision::Denied) {
            return owner;
        }
        let limits = self.caller_side(&ALL_LAYERS);
        if self.layers(&ALL_LAYERS).any(|(_, said)| said.decision == Decision::Denied) {
            return limits;
        }
        let grantee = self.owner.and_then(Evaluation::decisive).and_then(|by| by.grantee);
        let suffices: &[Layer] = match (owner.verdict, grantee) {
            // What the session itself is granted nothing limits; what the user
            // is granted, no boundary does.
            (Verdict::Allowed, Some(Grantee::Session | Grantee::User)) => &[],
            (Verdict::Allowed, Some(Grantee::Role | Grantee::Anyone)) => {
                &[Layer::PermissionsBoundary, Layer::Session]
            }
            _ => &ALL_LAYERS,
        };
        let caller = self.caller_side(suffices);
        let grants_to_anyone =
            owner.verdict == Verdict::Allowed && grantee == Some(Grantee::Anyone);
        let uncertain_denial = self.uncertain_denial();
        // By what is not known, or by a statement that would grant more.
        let owner_may_allow = owner.verdict == Verdict::CannotTell
            || self.owner.is_some_and(|said| uncertain(said, Effect::Allow).is_some());
        let said = match caller.verdict {
            Verdict::Allowed if suffices.is_empty() => owner,
            Verdict::Allowed if suffices.len() < ALL_LAYERS.len() => {
                Said::allowed(format!("{}; {}", owner.why, caller.why))
            }
            Verdict::Denied if grants_to_anyone => Said::cannot_tell(
                format!(
                    "{}; {}, and AWS does not document whether that limits what everybody is granted",
                    owner.why, caller.why
                ),
                Vec::new(),
            ),
            Verdict::Denied if owner_may_allow => {
                Said::cannot_tell(format!("{}; {}", owner.why, caller.why), owner.left_to_check)
            }
            Verdict::CannotTell if owner_may_allow => {
                let left = [caller.left_to_check, owner.left_to_check].concat();
                Said::cannot_tell(format!("{}; {}", owner.why, caller.why), left)
            }
            _ => caller,
        };
        match uncertain_denial {
            Some((why, left)) if said.verdict == Verdict::Allowed => {
                Said::cannot_tell(why, vec![left])
            }
            _ => said,
        }
    }

    /// What could deny and is not known, within one account.
    fn uncertain_denial(&self) -> Option<(String, String)> {
        let Some(owner) = self.owner else {
            let why = "the identity's policies were not given, and one of them may deny";
            return Some((why.to_owned(), self.owners_policies()));
        };
        let layers = self.layers(&ALL_LAYERS).map(|(_, said)| said);
        let denial = std::iter::once(owner).chain(layers).find_map(may_deny);
        if denial.is_some() {
            return denial;
        }
        (self.delegate.is_none() && !self.is_root).then(|| {
            let why = "the caller's own policies were not given, and one of them may deny";
            (why.to_owned(), self.callers_policies())
        })
    }

    fn owner(&self) -> Said {
        let Some(said) = self.owner else {
            let why = "the owner's policies were not given";
            return Said::cannot_tell(why, vec![self.owners_policies()]);
        };
        spoken("the owner's policies", said)
    }

    /// What those layers together allow; all that are given if there are none.
    fn caller_side(&self, layers: &[Layer]) -> Said {
        if layers.is_empty() {
            return Said::allowed("no policy of the caller is needed");
        }
        if self.is_root {
            return Said::allowed("the account's root user needs no policy of its own");
        }
        if self.delegate.is_none() {
            let why = "the caller's own policies were not given";
            return Said::cannot_tell(why, vec![self.callers_policies()]);
        }
        let said: Vec<Said> =
            self.layers(layers).map(|(layer, said)| spoken(layer.as_str(), said)).collect();
        let verdict = Verdict::all(said.iter().map(|said| said.verdict));
        if said.is_empty() {
            return Said::allowed("nothing limits the caller");
        }
        let (why, left): (Vec<String>, Vec<Vec<String>>) = said
            .into_iter()
            .filter(|said| said.verdict == verdict)
            .map(|said| (said.why, said.left_to_check))
            .unzip();
        Said { verdict, why: why.join("; "), left_to_check: left.concat() }
    }

    fn layers(&self, layers: &[Layer]) -> impl Iterator<Item = (Layer, &Evaluation)> {
        let delegate = self.delegate;
        layers.iter().filter_map(move |layer| {
            let side = delegate?;
            let said = match layer {
                Layer::IdentityBased => Some(&side.identity_based),
                Layer::PermissionsBoundary => side.permissions_boundary.as_ref(),
                Layer::Session => side.session.as_ref(),
            };
            said.map(|said| (*layer, said))
        })
    }

    fn owners_policies(&self) -> String {
        let by = if self.is_within { "the account itself" } else { "its owner alone" };
        format!("the policies of {}, which {by} can read", self.request.resource)
    }

    fn callers_policies(&self) -> String {
        format!(
            "the caller's own IAM policies, which must allow {} on {}",
            self.request.action, self.request.resource
        )
    }
}

/// A layer of the caller's own policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    IdentityBased,
    PermissionsBoundary,
    Session,
}

impl Layer {
    /// What it is called in a sentence.
    fn as_str(self) -> &'static str {
        match self {
            Self::IdentityBased => "the caller's own policies",
            Self::PermissionsBoundary => "the statements of the caller's permissions boundary",
            Self::Session => "the session's policies",
        }
    }
}

const ALL_LAYERS: [Layer; 3] = [Layer::IdentityBased, Layer::PermissionsBoundary, Layer::Session];

/// What policies say, in words.
fn spoken(whose: &str, said: &Evaluation) -> Said {
    match (said.decision, said.decisive()) {
        (Decision::Allowed, Some(by)) => Said::allowed(format!("{whose} allow it by {by}")),
        (Decision::Denied, Some(by)) => Said::denied(format!("{whose} deny it by {by}")),
        (Decision::CannotTell, Some(by)) => {
            let why = format!("of {whose}, nobody can tell whether {by} applies: {}", by.why);
            Said::cannot_tell(why, vec![format!("{by}: {}", by.why)])
        }
        _ => {
            let allowing: Vec<_> = said
                .statements
                .iter()
                .filter(|statement| statement.effect == Effect::Allow)
                .collect();
            Said::denied(match allowing.as_slice() {
                [] => format!("{whose} allow nothing"),
                [one] => format!("{whose} do not allow it: {}", one.why),
                [first, rest @ ..] => format!(
                    "none of the {} statements by which {whose} allow something applies; the first because {}",
                    rest.len() + 1,
                    first.why
                ),
            })
        }
    }
}

/// The first statement of that effect of which it is not known whether it applies.
fn uncertain(said: &Evaluation, effect: Effect) -> Option<&StatementTrace> {
    said.statements
        .iter()
        .find(|statement| statement.effect == effect && statement.applies == Applies::CannotTell)
}

fn may_deny(said: &Evaluation) -> Option<(String, String)> {
    let by = uncertain(said, Effect::Deny)?;
    let why = format!("nobody can tell whether {by} denies: {}", by.why);
    Some((why, format!("{by}: {}", by.why)))
}
