//! One request evaluated against policies.

use std::fmt;

use serde::Serialize;

use super::condition::Held;
use super::context::Context;
use super::document::{Policy, PolicyKind};
use super::pattern::{Compare, Pattern};
use super::principal::{self, Grantee, Named};
use super::statement::{Effect, OrNot, Statement};
use super::truth::Truth;
use crate::caller::Caller;
use crate::error::ParseError;

/// A policy and what it is called, which the answer repeats.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedPolicy {
    /// As its owner called it.
    pub name: String,
    /// The policy.
    pub policy: Policy,
}

impl NamedPolicy {
    /// Reads a policy and names it.
    ///
    /// # Errors
    /// As [`Policy::read`].
    pub fn read(kind: PolicyKind, name: &str, text: &str) -> Result<Self, ParseError> {
        Ok(Self { name: name.to_owned(), policy: Policy::read(kind, text)? })
    }
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Who asks.
    pub caller: &'a Caller,
    /// The action, with its service: `ses:SendEmail`.
    pub action: &'a str,
    /// The ARN of the resource.
    pub resource: &'a str,
    /// Everything else.
    pub context: &'a Context,
}

/// What policies of one kind say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Decision {
    /// A statement allows, none denies.
    Allowed,
    /// A statement denies.
    Denied,
    /// No statement allows: as good as denied, unless another policy may allow.
    NotAllowed,
    /// It depends on what is not known here.
    CannotTell,
}

/// The answer, with every statement's part in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evaluation {
    /// What the policies say.
    pub decision: Decision,
    /// The place in `statements` of the one that decided: that denies or
    /// allows, or whose part is not known. None if no statement applies.
    pub decided_by: Option<usize>,
    /// Every statement of every policy, in order.
    pub statements: Vec<StatementTrace>,
}

/// What one statement did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementTrace {
    /// The policy's name.
    pub policy: String,
    /// The statement's place in it, from 0.
    pub index: usize,
    /// Its `Sid`, if it has one.
    pub sid: Option<String>,
    /// What it does where it applies.
    pub effect: Effect,
    /// Whether it applies.
    pub applies: Applies,
    /// The first element that does not match; if all others do, the first of
    /// which it is not known.
    pub element: Option<Element>,
    /// Why, as a sentence without its full stop.
    pub why: String,
    /// What of the caller its principal names, if it does.
    pub grantee: Option<Grantee>,
}

/// Whether a statement applies to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Applies {
    /// All its elements match.
    Yes,
    /// One of them does not.
    No,
    /// All that is known matches.
    CannotTell,
}

/// An element of a statement, `Not…` included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Element {
    /// `Principal` or `NotPrincipal`.
    Principal,
    /// `Action` or `NotAction`.
    Action,
    /// `Resource` or `NotResource`.
    Resource,
    /// `Condition`.
    Condition,
}

/// Evaluates `request` against policies of one kind: all of a resource, or all
/// of a caller.
///
/// A denial wins over whatever allows. What AWS would know and this call does
/// not makes the answer [`Decision::CannotTell`] only if it could change it.
///
/// # Source
/// IAM User Guide, "Policy evaluation logic".
pub fn evaluate(policies: &[NamedPolicy], request: &Request<'_>) -> Evaluation {
    let statements: Vec<StatementTrace> = policies
        .iter()
        .flat_map(|NamedPolicy { name, policy }| {
            policy.statements.iter().enumerate().map(move |(at, statement)| (name, at, statement))
        })
        .map(|(name, at, statement)| trace(name, at, statement, request))
        .collect();
    let first = |effect, applies| {
        statements.iter().position(|s| s.effect == effect && s.applies == applies)
    };
    // The one that grants most, since within one account it may suffice alone.
    let allowing = statements
        .iter()
        .enumerate()
        .filter(|(_, s)| s.effect == Effect::Allow && s.applies == Applies::Yes)
        .max_by_key(|(at, s)| (s.grantee.map(|grantee| grantee as usize), usize::MAX - at))
        .map(|(at, _)| at);
    let may_allow = allowing.or_else(|| first(Effect::Allow, Applies::CannotTell));
    let denying = first(Effect::Deny, Applies::Yes);
    let may_deny = first(Effect::Deny, Applies::CannotTell);
    let (decision, decided_by) = match (denying, may_deny, allowing, may_allow) {
        (Some(at), ..) => (Decision::Denied, Some(at)),
        (None, _, _, None) => (Decision::NotAllowed, None),
        (None, Some(at), ..) | (None, None, None, Some(at)) => (Decision::CannotTell, Some(at)),
        (None, None, Some(at), _) => (Decision::Allowed, Some(at)),
    };
    Evaluation { decision, decided_by, statements }
}

impl Evaluation {
    /// The statement that decided.
    pub fn decisive(&self) -> Option<&StatementTrace> {
        self.decided_by.and_then(|at| self.statements.get(at))
    }
}

impl fmt::Display for StatementTrace {
    /// `statement 0 ("Ann") of policy "delegates"`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "statement {}", self.index)?;
        if let Some(sid) = &self.sid {
            write!(f, " ({sid:?})")?;
        }
        write!(f, " of policy {:?}", self.policy)
    }
}

fn trace(
    policy: &str,
    index: usize,
    statement: &Statement,
    request: &Request<'_>,
) -> StatementTrace {
    let mut trace = StatementTrace {
        policy: policy.to_owned(),
        index,
        sid: statement.sid.clone(),
        effect: statement.effect,
        applies: Applies::Yes,
        element: None,
        why: "every element matches".to_owned(),
        grantee: None,
    };
    let principal = match &statement.principal {
        None => Held::Yes,
        Some(principal) => {
            let named = match principal {
                OrNot::These(those) => principal::includes(those, request.caller),
                OrNot::AllBut(those) => {
                    principal::excludes(those, request.caller, request.context.has_boundary())
                }
            };
            match named {
                Named::Yes(grantee) => {
                    trace.grantee = Some(grantee);
                    Held::Yes
                }
                Named::No(why) => Held::No(why),
                Named::Unknown(why) => Held::Unknown(why),
            }
        }
    };
    let actions = matched(&statement.action, "Action", request.action, |pattern| {
        pattern.matches(request.action, request.context, Compare::WithoutCase)
    });
    let resources = matched(&statement.resource, "Resource", request.resource, |pattern| {
        pattern.matches(request.resource, request.context, Compare::AsResource)
    });
    let conditions = statement.conditions.iter().map(|condition| {
        let held = condition.holds(request.context);
        (Element::Condition, held)
    });
    let elements = [
        (Element::Principal, principal),
        (Element::Action, actions),
        (Element::Resource, resources),
    ];
    for (element, held) in elements.into_iter().chain(conditions) {
        match held {
            Held::Yes => {}
            Held::No(why) => {
                return StatementTrace {
                    applies: Applies::No,
                    element: Some(element),
                    why,
                    ..trace
                };
            }
            Held::Unknown(_) if trace.applies == Applies::CannotTell => {}
            Held::Unknown(why) => {
                trace.applies = Applies::CannotTell;
                trace.element = Some(element);
                trace.why = why;
            }
        }
    }
    trace
}

/// Whether `found` is one of the patterns, or for a `Not…` none of them.
fn matched(
    element: &OrNot<Pattern>,
    name: &str,
    found: &str,
    matches: impl Fn(&Pattern) -> Truth,
) -> Held {
    let (patterns, negated) = match element {
        OrNot::These(patterns) => (patterns, false),
        OrNot::AllBut(patterns) => (patterns, true),
    };
    let truth = Truth::any(patterns.iter().map(&matches));
    let name = if negated { format!("Not{name}") } else { name.to_owned() };
    match (truth, negated) {
        (Truth::Yes, false) | (Truth::No, true) => Held::Yes,
        (Truth::Unknown(why), _) => Held::Unknown(format!("of {name}: {why}")),
        (Truth::No, false) => {
            let named = match patterns.as_slice() {
                [one] => one.as_str().to_owned(),
                several => format!("{} others", several.len()),
            };
            Held::No(format!("{name} names {named}, but {found} is asked for"))
        }
        (Truth::Yes, true) => {
            let by = patterns.iter().find(|pattern| matches(pattern) == Truth::Yes);
            let by = by.map_or("", Pattern::as_str);
            Held::No(format!("{name} excepts {by}, and {found} is asked for"))
        }
    }
}
