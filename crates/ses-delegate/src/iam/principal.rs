//! The elements `Principal` and `NotPrincipal`.

use std::fmt;

use serde::Serialize;

use super::json::Node;
use crate::arn::AccountId;
use crate::caller::{Caller, CallerKind};
use crate::error::{ParseError, quote};

/// Whom a statement names.
///
/// # Source
/// IAM User Guide, "AWS JSON policy elements: Principal" and "… `NotPrincipal`".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Principal {
    /// `*`.
    Anyone,
    /// An account's id or its root's ARN: all of the account, as far as its own policies allow.
    Account(AccountId),
    /// A user, a role, a session.
    Arn(Caller),
    /// Who is no caller of this kind: a service, an identity provider, a
    /// canonical user, or the id that AWS puts for a principal that was deleted.
    Other(String),
}

/// What of the caller a statement's principal names, from what grants least to
/// what grants most: within one account it decides whether the resource's policy
/// suffices.
///
/// # Source
/// IAM User Guide, "Policy evaluation logic".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Grantee {
    /// The caller's account, which decides by its own policies who may.
    Account,
    /// Everybody: `*`.
    Anyone,
    /// The role of which the caller has a session.
    Role,
    /// The user.
    User,
    /// The session itself.
    Session,
}

/// How a principal stands to the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    Yes(Grantee),
    No(String),
    Unknown(String),
}

/// `"*"`, or an object of `AWS`, `Service`, `Federated` and `CanonicalUser`.
///
/// # Errors
/// `iam.principal`.
pub(super) fn read(node: &Node) -> Result<Vec<Principal>, ParseError> {
    const EXPECTED: &str = "\"*\" or an object of AWS, Service, Federated or CanonicalUser";
    if *node == Node::Text("*".to_owned()) {
        return Ok(vec![Principal::Anyone]);
    }
    let members = node.object("iam.principal", EXPECTED)?;
    if members.is_empty() {
        return Err(ParseError::new("iam.principal", EXPECTED, "an empty object"));
    }
    let mut principals = Vec::new();
    for (kind, names) in members {
        let one: fn(&str) -> Option<Principal> = match kind.as_str() {
            "AWS" => aws,
            "Service" => |name| (!name.contains(['*', '?'])).then(|| other("the service ", name)),
            "Federated" => |name| Some(other("the identity provider ", name)),
            "CanonicalUser" => |name| Some(other("the canonical user ", name)),
            _ => return Err(ParseError::quoting("iam.principal", EXPECTED, kind)),
        };
        let expected = match kind.as_str() {
            "AWS" => {
                "an account id, *, or the ARN of an account's root, a user, a role or a role's session, without wildcards"
            }
            _ => "a name without wildcards",
        };
        principals.extend(names.one_or_more(kind, "iam.principal", expected, |node| {
            let name = node.text("iam.principal", expected)?;
            one(name)
                .filter(|_| !name.is_empty())
                .ok_or_else(|| ParseError::quoting("iam.principal", expected, name))
        })?);
    }
    Ok(principals)
}

fn other(kind: &str, name: &str) -> Principal {
    Principal::Other(format!("{kind}{}", quote(name)))
}

fn aws(name: &str) -> Option<Principal> {
    if name == "*" {
        return Some(Principal::Anyone);
    }
    // "AIDA…" and "AROA…" stand for principals that were deleted.
    let is_id = (16..=128).contains(&name.len())
        && name.starts_with('A')
        && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if is_id {
        return Some(other("a deleted principal's id ", name));
    }
    if name.trim() != name {
        return None;
    }
    let caller: Caller = name.parse().ok()?;
    Some(match caller.kind() {
        CallerKind::Account | CallerKind::Root => Principal::Account(caller.account().clone()),
        _ => Principal::Arn(caller),
    })
}

impl Principal {
    fn names(&self, caller: &Caller) -> Named {
        let no = |reason: String| Named::No(format!("Principal names {self}, but {reason}"));
        match self {
            Self::Anyone => Named::Yes(Grantee::Anyone),
            Self::Account(account) if account == caller.account() => Named::Yes(Grantee::Account),
            Self::Account(_) => no(format!("the caller is of {}", caller.account())),
            Self::Arn(named) if named.account() != caller.account() => {
                no(format!("the caller is of {}", caller.account()))
            }
            Self::Arn(named) => self.names_within_account(named, caller),
            Self::Other(_) => no(format!("the caller is {caller}")),
        }
    }

    fn names_within_account(&self, named: &Caller, caller: &Caller) -> Named {
        let no = || Named::No(format!("Principal names {self}, but the caller is {caller}"));
        let unknown = |what: &str| Named::Unknown(format!("Principal names {self}, and {what}"));
        let same_partition = named.partition() == caller.partition();
        match (named.kind(), caller.kind()) {
            (_, CallerKind::Account) => unknown("only the account of the caller is known"),
            _ if !same_partition => no(),
            (CallerKind::User(name), CallerKind::User(caller)) if name == caller => {
                Named::Yes(Grantee::User)
            }
            (CallerKind::User(_), CallerKind::FederatedUser(_)) => {
                unknown("a federated user's ARN does not tell whose session it is")
            }
            (CallerKind::Role(name), CallerKind::AssumedRole { role, .. })
                if last(name) == role =>
            {
                Named::Yes(Grantee::Role)
            }
            (CallerKind::Role(name), CallerKind::Role(caller)) if name == caller => {
                Named::Yes(Grantee::Role)
            }
            (CallerKind::AssumedRole { role, .. }, CallerKind::Role(caller))
                if role == last(caller) =>
            {
                unknown("the name of the caller's session is not known")
            }
            (named, caller) if named == caller => Named::Yes(Grantee::Session),
            _ => no(),
        }
    }
}

/// A role's name without its path. It is unique in its account by itself.
fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// `Principal`: whether one of them names the caller.
pub(super) fn includes(principals: &[Principal], caller: &Caller) -> Named {
    let mut answers: Vec<Named> =
        principals.iter().map(|principal| principal.names(caller)).collect();
    // The name that grants most counts.
    let rank = |named: &Named| match named {
        Named::Yes(grantee) => 2 + *grantee as usize,
        Named::Unknown(_) => 1,
        Named::No(_) => 0,
    };
    let several = answers.len();
    let best = (0..several).rev().max_by_key(|at| rank(&answers[*at])).unwrap_or_default();
    match answers.swap_remove(best) {
        Named::No(_) if several > 1 => Named::No(format!(
            "Principal names {several} principals, none of which is the caller {caller}"
        )),
        answer => answer,
    }
}

/// `NotPrincipal`: whether the caller is none of them.
///
/// AWS wants all that a caller is named to except it: a user's account, a
/// session's role and account. What a part of that does is not documented. Who
/// has a permissions boundary is never excepted.
pub(super) fn excludes(
    principals: &[Principal],
    caller: &Caller,
    has_boundary: Option<bool>,
) -> Named {
    let excepted = match has_boundary {
        Some(true) => return Named::Yes(Grantee::Anyone),
        Some(false) => Named::No(format!("NotPrincipal excepts the caller {caller}")),
        None => Named::Unknown(format!(
            "NotPrincipal excepts the caller {caller}, but if it has a permissions boundary, it is denied all the same"
        )),
    };
    let answers: Vec<Named> = principals.iter().map(|principal| principal.names(caller)).collect();
    let named = |grantee| answers.contains(&Named::Yes(grantee));
    let unknown = answers.iter().find_map(|answer| match answer {
        Named::Unknown(why) => Some(why.replacen("Principal", "NotPrincipal", 1)),
        _ => None,
    });
    let whole = match caller.kind() {
        CallerKind::Root => named(Grantee::Account),
        CallerKind::User(_) => named(Grantee::User) && named(Grantee::Account),
        CallerKind::FederatedUser(_) => named(Grantee::Session) && named(Grantee::Account),
        // Not all that the caller is is known.
        CallerKind::Account | CallerKind::Role(_) => false,
        CallerKind::AssumedRole { .. } => {
            named(Grantee::Session) && named(Grantee::Role) && named(Grantee::Account)
        }
    };
    if whole || named(Grantee::Anyone) {
        return excepted;
    }
    let partly = answers.iter().any(|answer| matches!(answer, Named::Yes(_)));
    match unknown {
        Some(why) => Named::Unknown(why),
        None if partly => Named::Unknown(format!(
            "NotPrincipal names a part of what the caller {caller} is; AWS wants the account, and for a session its role and the session, all named to except it, and does not document what a part does"
        )),
        None => Named::Yes(Grantee::Anyone),
    }
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anyone => f.write_str("everybody"),
            Self::Account(account) => write!(f, "account {account}"),
            Self::Arn(caller) => write!(f, "{caller}"),
            Self::Other(name) => f.write_str(name),
        }
    }
}
