//! Policies: who may do what with an identity, a role, a configuration set.
//!
//! Sending authorization policies stand on an identity, IAM policies on a user
//! or role, trust policies on a role. What this evaluator does not implement is
//! refused when the policy is loaded, never ignored.
//!
//! # Source
//!
//! Developer Guide, "Sending authorization policy anatomy"; IAM User Guide,
//! "Policy evaluation logic" and "IAM JSON policy element reference".

mod condition;
pub(crate) mod glob;
mod instant;
mod json;
mod keys;
mod network;
mod operator;
mod parse;
mod pattern;
mod principal;
#[cfg(test)]
mod tests;

use self::{condition::Condition, glob::Glob, pattern::Pattern, principal::Who};
pub(crate) use self::{keys::Context, parse::PolicyError, principal::Reach};
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
    /// As it was written.
    text: String,
    effect: Effect,
    who: Who,
    actions: Selector<Glob>,
    /// None in trust policies: they speak of their role.
    resources: Option<Selector<Pattern>>,
    conditions: Vec<Condition>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    Allow,
    Deny,
}

/// `Action` or `NotAction`, `Resource` or `NotResource`.
#[derive(Clone, Debug)]
enum Selector<T> {
    Only(Vec<T>),
    AllBut(Vec<T>),
}

/// What policies say about one request.
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
    /// The statement as it was written.
    pub statement: String,
    /// How directly it names the caller.
    pub reach: Reach,
}

/// Asks all `policies`: Deny beats Allow, silence denies. Of several Allows the
/// one that names the caller most directly is told.
pub(crate) fn evaluate(
    policies: &[NamedPolicy],
    caller: &Caller,
    action: &str,
    resource: &str,
    context: &Context,
) -> Verdict {
    let named = policies.iter().map(|named| (named.name.as_str(), &named.policy));
    ask(named, caller, action, resource, context)
}

impl Policy {
    /// Asks this policy alone; `name` is what it is called in the verdict.
    pub(crate) fn evaluate(
        &self,
        name: &str,
        caller: &Caller,
        action: &str,
        resource: &str,
        context: &Context,
    ) -> Verdict {
        ask([(name, self)], caller, action, resource, context)
    }
}

fn ask<'a>(
    policies: impl IntoIterator<Item = (&'a str, &'a Policy)>,
    caller: &Caller,
    action: &str,
    resource: &str,
    context: &Context,
) -> Verdict {
    let action = action.to_ascii_lowercase();
    let mut allowed: Option<Deciding> = None;
    for (name, policy) in policies {
        for statement in &policy.statements {
            let Some(reach) = statement.speaks_of(caller, &action, resource, context) else {
                continue;
            };
            if statement.effect == Effect::Allow
                && allowed.as_ref().is_some_and(|known| known.reach >= reach)
            {
                continue;
            }
            let deciding = Deciding {
                policy: name.to_owned(),
                sid: statement.sid.clone(),
                statement: statement.text.clone(),
                reach,
            };
            match statement.effect {
                Effect::Deny => return Verdict::Denied(deciding),
                Effect::Allow => allowed = Some(deciding),
            }
        }
    }
    allowed.map_or(Verdict::NotAllowed, Verdict::Allowed)
}

impl Statement {
    fn speaks_of(
        &self,
        caller: &Caller,
        action: &str,
        resource: &str,
        context: &Context,
    ) -> Option<Reach> {
        let reach = self.who.reaches(caller, self.effect == Effect::Deny)?;
        let speaks = self.actions.selects(|glob| glob.matches(action))
            && self.resources.as_ref().is_none_or(|resources| {
                resources.selects(|pattern| {
                    pattern.glob(context).is_some_and(|glob| glob.matches(resource))
                })
            })
            && self.conditions.iter().all(|condition| condition.holds(context));
        speaks.then_some(reach)
    }
}

impl<T> Selector<T> {
    fn selects(&self, is: impl Fn(&T) -> bool) -> bool {
        match self {
            Self::Only(list) => list.iter().any(is),
            Self::AllBut(list) => !list.iter().any(is),
        }
    }
}
