//! The accounts, identities, policies and keys the server knows.

mod error;
mod load;

use std::{path::Path, time::SystemTime};

pub use self::error::WorldError;
use crate::{
    identity::{IdentityArn, covers, same_name},
    policy::Policy,
    secret::Secret,
};

/// The text of the embedded world, to start one's own from.
pub const STANDARD_WORLD: &str = include_str!("../worlds/default.toml");

/// Everything ses-local knows of AWS: who exists, what is verified, who may send.
#[derive(Clone, Debug)]
pub struct World {
    pub accounts: Vec<Account>,
    pub identities: Vec<Identity>,
    pub keys: Vec<Key>,
    pub configuration_sets: Vec<ConfigurationSet>,
}

#[derive(Clone, Debug)]
pub struct Account {
    /// Twelve digits.
    pub id: String,
    pub name: String,
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
    pub policy: Policy,
}

/// Credentials, and whom they belong to.
#[derive(Clone, Debug)]
pub struct Key {
    pub access_key_id: String,
    pub secret_access_key: Secret,
    /// Present for a role session, absent for a user.
    pub session_token: Option<Secret>,
    pub expires: Option<SystemTime>,
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
        self.identities.iter().find(|identity| {
            identity.verified
                && identity.arn.region == arn.region
                && identity.arn.account == arn.account
                && same_name(&identity.arn.name, &arn.name)
        })
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

    pub fn has_configuration_set(&self, account: &str, region: &str, name: &str) -> bool {
        self.configuration_sets
            .iter()
            .any(|set| set.account == account && set.region == region && set.name == name)
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
