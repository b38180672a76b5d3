//! The accounts, identities, policies and keys the server knows.

mod error;
mod load;

use std::{
    path::Path,
    time::{Duration, SystemTime},
};

pub use self::error::WorldError;
use crate::{
    identity::{IdentityArn, covers},
    policy::Policy,
    secret::Secret,
};

/// The text of the embedded world, to start one's own from.
pub const STANDARD_WORLD: &str = include_str!("../worlds/default.toml");

/// Everything ses-local knows of AWS: who exists, what is verified, who may send.
#[derive(Clone, Debug, Default)]
pub struct World {
    pub accounts: Vec<Account>,
    pub identities: Vec<Identity>,
    pub roles: Vec<Role>,
    pub keys: Vec<Key>,
    pub configuration_sets: Vec<ConfigurationSet>,
    pub templates: Vec<Template>,
    /// What users may do, where it is said; those without may do all.
    pub user_permissions: Vec<UserPermissions>,
}

#[derive(Clone, Debug)]
pub struct Account {
    /// Twelve digits.
    pub id: String,
    pub name: String,
    /// `o-…`: the organization it belongs to.
    pub organization: Option<String>,
    /// Whether it is still in the sandbox: only verified recipients.
    pub sandbox: bool,
    /// False while sending is paused.
    pub sending: bool,
    /// Recipients in 24 hours; -1 is without limit.
    pub max_24_hour_send: f64,
    /// Recipients a second.
    pub max_send_rate: f64,
}

/// A domain or address, verified or not, with the policies of its owner.
#[derive(Clone, Debug)]
pub struct Identity {
    pub arn: IdentityArn,
    pub verified: bool,
    pub policies: Vec<NamedPolicy>,
}

#[derive(Clone, Debug)]
pub struct NamedPolicy {
    pub name: String,
    /// As it was given.
    pub document: String,
    pub policy: Policy,
}

/// A role others may assume.
#[derive(Clone, Debug)]
pub struct Role {
    pub account: String,
    /// With its path: `mail/mailer`.
    pub name: String,
    /// Who may assume it; without one, nobody.
    pub trust: Option<Policy>,
    /// What it may do; all, if it has no policy.
    pub permissions: Option<Vec<NamedPolicy>>,
    /// The longest session, 1 to 12 hours.
    pub max_session: Duration,
}

/// The IAM policies of a user.
#[derive(Clone, Debug)]
pub struct UserPermissions {
    pub account: String,
    pub name: String,
    pub policies: Vec<NamedPolicy>,
}

/// Credentials, and whom they belong to.
#[derive(Clone, Debug)]
pub struct Key {
    pub access_key_id: String,
    pub secret_access_key: Secret,
    /// Present for a role session, absent for a user.
    pub session_token: Option<Secret>,
    pub expires: Option<SystemTime>,
    /// Whether the world file named no keys, so that they were made here.
    pub generated: bool,
    /// What a session made by `AssumeRole` is narrowed to.
    pub session_policy: Option<Policy>,
    pub caller: Caller,
}

/// The principal behind a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    Session { account: String, role: String, session: String },
    User { account: String, name: String },
}

#[derive(Clone, Debug)]
pub struct ConfigurationSet {
    pub account: String,
    pub region: String,
    pub name: String,
    /// False while sending with it is paused.
    pub sending: bool,
}

/// An email template of an account in a Region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub account: String,
    pub region: String,
    pub name: String,
    pub subject: Option<String>,
    pub text: Option<String>,
    pub html: Option<String>,
    /// By whoever made it; when the world file was read, for those in it.
    pub created_at: SystemTime,
}

impl World {
    /// The embedded world: `worlds/default.toml`.
    pub fn standard(now: SystemTime) -> Result<Self, WorldError> {
        Self::parse("worlds/default.toml", STANDARD_WORLD, now)
    }

    /// Reads a world from a TOML file; sessions without keys get new ones,
    /// which last twelve hours from `now`.
    pub fn load(file: &Path, now: SystemTime) -> Result<Self, WorldError> {
        let name = file.display().to_string();
        let text = std::fs::read_to_string(file)
            .map_err(|source| WorldError::unreadable(&name, &source.to_string()))?;
        Self::parse(&name, &text, now)
    }

    /// Reads a world from TOML; `file` is its name in errors.
    pub fn parse(file: &str, text: &str, now: SystemTime) -> Result<Self, WorldError> {
        load::world(file, text, now)
    }

    pub fn key(&self, access_key_id: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.access_key_id == access_key_id)
    }

    /// The verified identity an ARN names.
    pub fn identity(&self, arn: &IdentityArn) -> Option<&Identity> {
        self.identities.iter().find(|identity| identity.verified && identity.arn.same_as(arn))
    }

    /// The most specific verified identity of `account` that covers `address`:
    /// the address itself, else the deepest domain.
    pub fn covering(&self, account: &str, region: &str, address: &str) -> Option<&Identity> {
        self.identities
            .iter()
            .filter(|identity| {
                identity.verified
                    && identity.arn.account == account
                    && identity.arn.region == region
                    && covers(&identity.arn.name, address)
            })
            .max_by_key(|identity| (identity.arn.name.contains('@'), identity.arn.name.len()))
    }

    pub fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    pub fn role(&self, account: &str, name: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.account == account && role.name == name)
    }

    /// The IAM policies of `caller`; none are given means that it may do all.
    pub fn permissions(&self, caller: &Caller) -> Option<&[NamedPolicy]> {
        match caller {
            Caller::Session { account, role, .. } => {
                self.role(account, role)?.permissions.as_deref()
            }
            Caller::User { account, name } => self
                .user_permissions
                .iter()
                .find(|user| user.account == *account && user.name == *name)
                .map(|user| &user.policies[..]),
        }
    }

    pub fn configuration_set(
        &self,
        account: &str,
        region: &str,
        name: &str,
    ) -> Option<&ConfigurationSet> {
        self.configuration_sets
            .iter()
            .find(|set| set.account == account && set.region == region && set.name == name)
    }

    pub fn template(&self, account: &str, region: &str, name: &str) -> Option<&Template> {
        self.templates.iter().find(|template| {
            template.account == account && template.region == region && template.name == name
        })
    }

    /// This world, in which sessions without keys of their own keep those they
    /// got in `before`.
    #[must_use]
    pub(crate) fn keeping_keys_of(mut self, before: &Self) -> Self {
        for key in self.keys.iter_mut().filter(|key| key.generated) {
            let known = before.keys.iter().find(|old| old.generated && old.caller == key.caller);
            if let Some(known) = known {
                *key = known.clone();
            }
        }
        self
    }
}

impl Role {
    /// The ARN that `AssumeRole` asks for.
    pub fn arn(&self) -> String {
        format!("arn:aws:iam::{}:role/{}", self.account, self.name)
    }
}

impl Caller {
    pub fn account(&self) -> &str {
        match self {
            Self::Session { account, .. } | Self::User { account, .. } => account,
        }
    }

    /// The ARN as AWS names the principal in errors.
    pub fn arn(&self, region: &str) -> String {
        let partition = crate::identity::partition(region);
        match self {
            Self::Session { account, role, session } => {
                // A role's path is no part of its sessions' ARNs.
                let role = role.rsplit('/').next().unwrap_or(role);
                format!("arn:{partition}:sts::{account}:assumed-role/{role}/{session}")
            }
            Self::User { account, name } => format!("arn:{partition}:iam::{account}:user/{name}"),
        }
    }
}
