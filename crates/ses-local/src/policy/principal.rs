//! `Principal` and `NotPrincipal`.
//!
//! # Source
//!
//! IAM User Guide, "AWS JSON policy elements: Principal" and the page about
//! `NotPrincipal`.

use crate::world::Caller;

/// Whom a statement speaks of.
#[derive(Clone, Debug)]
pub(super) enum Who {
    /// The user or role an IAM policy is attached to.
    Bearer,
    Only(Vec<Principal>),
    AllBut(Vec<Principal>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Principal {
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
    /// A principal that AWS knows, and no caller of this server is: a service, a
    /// federated user.
    Elsewhere,
}

/// How directly a statement names a caller: the least direct first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    /// By its account, which in one account leaves the choice to IAM.
    Account,
    /// By its role, or as anyone.
    Role,
    /// Itself: the user or the role session.
    Itself,
}

impl Who {
    /// How the statement names `caller`; none if it speaks of others.
    pub(super) fn reaches(&self, caller: &Caller, deny: bool) -> Option<Reach> {
        match self {
            Self::Bearer => Some(Reach::Itself),
            Self::Only(principals) => {
                principals.iter().filter_map(|principal| principal.reaches(caller)).max()
            }
            Self::AllBut(principals) => {
                let named = |reach| {
                    principals.iter().any(|principal| principal.reaches(caller) == Some(reach))
                };
                let anyone = principals.contains(&Principal::Anyone);
                // Who is not to be denied must be named in full: with the
                // account, the role, and the session.
                let role = matches!(caller, Caller::User { .. }) || named(Reach::Role);
                let in_full = named(Reach::Account) && role && named(Reach::Itself);
                let any = [Reach::Account, Reach::Role, Reach::Itself].into_iter().any(named);
                let excepted = anyone || if deny { in_full } else { any };
                (!excepted).then_some(Reach::Role)
            }
        }
    }
}

impl Principal {
    /// Reads what `"AWS"` lists, or says what was expected.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if text == "*" {
            return Ok(Self::Anyone);
        }
        let is_account = |id: &str| id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_digit());
        if is_account(text) {
            return Ok(Self::Account(text.to_owned()));
        }
        let fields: Vec<&str> = text.splitn(6, ':').collect();
        if let ["arn", _, service, "", account, resource] = fields[..]
            && is_account(account)
            && !text.contains(['*', '?'])
        {
            let account = account.to_owned();
            let (kind, name) = resource.split_once('/').unwrap_or((resource, ""));
            match (service, kind) {
                ("iam", "root") if name.is_empty() => return Ok(Self::Account(account)),
                ("iam", "role") if !name.is_empty() => {
                    return Ok(Self::Role(account, name.to_owned()));
                }
                ("iam", "user") if !name.is_empty() => {
                    return Ok(Self::User(account, name.to_owned()));
                }
                ("sts", "assumed-role") => {
                    if let Some((role, session)) = name.split_once('/') {
                        let (role, session) = (role.to_owned(), session.to_owned());
                        return Ok(Self::Session { account, role, session });
                    }
                }
                ("sts", "federated-user") if !name.is_empty() => return Ok(Self::Elsewhere),
                _ => {}
            }
        }
        Err(format!(
            "expected an account id, or the ARN of an account root, user, role or role session \
             without wildcards, but found '{text}'"
        ))
    }

    fn reaches(&self, caller: &Caller) -> Option<Reach> {
        match (self, caller) {
            (Self::Anyone, _) => Some(Reach::Role),
            (Self::Account(id), caller) => (id == caller.account()).then_some(Reach::Account),
            (Self::Role(of, name), Caller::Session { account, role, .. }) => {
                (of == account && name == role).then_some(Reach::Role)
            }
            (
                Self::Session { account: of, role: name, session: which },
                Caller::Session { account, role, session },
            ) => {
                // A role's path is no part of its sessions' ARNs.
                let role = role.rsplit('/').next().unwrap_or(role);
                (of == account && name == role && which == session).then_some(Reach::Itself)
            }
            (Self::User(of, user), Caller::User { account, name }) => {
                (of == account && user == name).then_some(Reach::Itself)
            }
            _ => None,
        }
    }
}
