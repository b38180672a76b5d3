//! Sending authorization policies: who may do what with an identity.
//!
//! # Source
//!
//! Developer Guide, "Sending authorization policy anatomy"; IAM User Guide,
//! "Policy evaluation logic". What this file does not implement is refused when
//! the policy is loaded, never ignored.

mod condition;
pub(crate) mod glob;
mod parse;
#[cfg(test)]
mod tests;

use self::{condition::Condition, glob::Glob};
pub(crate) use self::{condition::Context, parse::PolicyError};
use crate::world::{Caller, NamedPolicy};

/// SES's own limits for sending authorization policies.
pub(crate) const MAX_POLICIES: usize = 20;
pub(crate) const MAX_POLICY_BYTES: usize = 4096;

/// Whether `name` may name a policy: 1 to 64 of `A-Z a-z 0-9 _ -`.
pub(crate) fn is_policy_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    (1..=64).contains(&name.len()) && name.bytes().all(plain)
}

/// One policy document.
#[derive(Clone, Debug)]
pub struct Policy {
    statements: Vec<Statement>,
}

#[derive(Clone, Debug)]
struct Statement {
    sid: Option<String>,
    effect: Effect,
    principals: Vec<Principal>,
    actions: Selector,
    resources: Selector,
    conditions: Vec<Condition>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    Allow,
    Deny,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Principal {
    Anyone,
    Account(String),
    /// A role by account and name: the path counts in IAM, and is kept.
    Role(String, String),
    Session {
        account: String,
        role: String,
        session: String,
    },
    User(String, String),
    /// An AWS service. No caller of this server is one.
    Service,
}

/// `Action` or `NotAction`, `Resource` or `NotResource`.
#[derive(Clone, Debug)]
enum Selector {
    Only(Vec<Glob>),
    AllBut(Vec<Glob>),
}

/// What the policies of an identity say about one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Allowed(Deciding),
    /// An explicit Deny: it beats every Allow.
    Denied(Deciding),
    /// No statement speaks of the request, which denies it.
    NotAllowed,
}

/// The statement that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deciding {
    pub policy: String,
    pub sid: Option<String>,
}

/// Asks all `policies` of an identity: Deny beats Allow, silence denies.
pub(crate) fn evaluate(
    policies: &[NamedPolicy],
    caller: &Caller,
    action: &str,
    resource: &str,
    context: &Context,
) -> Verdict {
    let mut allowed = None;
    for named in policies {
        for statement in &named.policy.statements {
            if !statement.speaks_of(caller, action, resource, context) {
                continue;
            }
            let deciding = Deciding { policy: named.name.clone(), sid: statement.sid.clone() };
            match statement.effect {
                Effect::Deny => return Verdict::Denied(deciding),
                Effect::Allow => allowed = allowed.or(Some(deciding)),
            }
        }
    }
    allowed.map_or(Verdict::NotAllowed, Verdict::Allowed)
}

impl Policy {
    /// Reads an IAM policy of a user or a role.
    pub(crate) fn identity_based(_document: &str) -> Result<Self, PolicyError> {
        Err(PolicyError { path: String::new(), problem: "not read yet".to_owned() })
    }

    /// Reads the trust policy of a role.
    pub(crate) fn trust(_document: &str) -> Result<Self, PolicyError> {
        Err(PolicyError { path: String::new(), problem: "not read yet".to_owned() })
    }
}

impl Statement {
    fn speaks_of(&self, caller: &Caller, action: &str, resource: &str, context: &Context) -> bool {
        self.principals.iter().any(|principal| principal.is(caller))
            && self.actions.selects(&action.to_ascii_lowercase())
            && self.resources.selects(resource)
            && self.conditions.iter().all(|condition| condition.holds(context))
    }
}

impl Principal {
    fn is(&self, caller: &Caller) -> bool {
        match (self, caller) {
            (Self::Anyone, _) => true,
            (Self::Account(id), caller) => id == caller.account(),
            (Self::Role(of, name), Caller::Session { account, role, .. }) => {
                of == account && name == role
            }
            (
                Self::Session { account: of, role: name, session: which },
                Caller::Session { account, role, session },
            ) => {
                let role = role.rsplit('/').next().unwrap_or(role);
                of == account && name == role && which == session
            }
            (Self::User(of, user), Caller::User { account, name }) => of == account && user == name,
            _ => false,
        }
    }
}

impl Selector {
    fn selects(&self, text: &str) -> bool {
        match self {
            Self::Only(globs) => globs.iter().any(|glob| glob.matches(text)),
            Self::AllBut(globs) => !globs.iter().any(|glob| glob.matches(text)),
        }
    }
}
