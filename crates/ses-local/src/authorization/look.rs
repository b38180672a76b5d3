//! What was looked at to decide about one address: kept with the message, or
//! with the refusal, and shown in the inbox.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{policy::Deciding, submission::Arn};

/// One address, the ARN for it, and what became of it. As JSON:
///
/// ```json
/// { "role": "From", "address": "a@owner.example",
///   "arn": { "text": "arn:…", "origin": { "kind": "parameter", "name": "SourceArn" } },
///   "givenFor": "Source",
///   "identity": "arn:…", "verdict": "allowed",
///   "basis": { "kind": "policy", "name": "allow", "sid": "Both", "statement": "{…}" },
///   "permission": { "name": "mail", "sid": null, "statement": "{…}" },
///   "reason": "…" }
/// ```
///
/// `givenFor` is there when the ARN was given for another address and stands in
/// for this one; `permission` when a statement of the caller's own policies
/// decided; `reason` when the verdict is not `allowed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Look {
    pub role: Role,
    /// Bare, or the name of a resource that is no address.
    pub address: String,
    /// The ARN as given, and where; absent for an identity of the caller's own.
    pub arn: Option<Arn>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_for: Option<Role>,
    /// The ARN of the identity (or other resource) that was asked, if one was found.
    pub identity: Option<String>,
    #[serde(default)]
    pub verdict: Outcome,
    pub basis: Basis,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission: Option<StatementNote>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A look that ended well.
pub(crate) type Grant = Look;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Role {
    Source,
    From,
    #[serde(rename = "Return-Path")]
    ReturnPath,
    Recipient,
    #[serde(rename = "Configuration set")]
    ConfigurationSet,
    Template,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Source => "Source",
            Self::From => "From",
            Self::ReturnPath => "Return-Path",
            Self::Recipient => "Recipient",
            Self::ConfigurationSet => "Configuration set",
            Self::Template => "Template",
        })
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Outcome {
    /// Passed.
    #[default]
    Allowed,
    /// No verified identity stands behind the address.
    Unverified,
    /// The ARN does not cover the address.
    Misaligned,
    /// A statement denies it.
    Denied,
    /// No statement allows it.
    NotAllowed,
    /// Found and aligned, but another address failed first.
    NotReached,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Basis {
    /// The caller's account owns the identity.
    OwnIdentity,
    /// A statement of the owner's policies decided.
    Policy {
        name: String,
        sid: Option<String>,
        #[serde(default)]
        statement: String,
    },
    /// Nothing was found to decide by.
    Nothing,
}

/// A statement, and the policy it stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StatementNote {
    pub name: String,
    pub sid: Option<String>,
    /// As it was written.
    pub statement: String,
}

impl From<Deciding> for Basis {
    fn from(by: Deciding) -> Self {
        Self::Policy { name: by.policy, sid: by.sid, statement: by.statement }
    }
}

impl From<Deciding> for StatementNote {
    fn from(by: Deciding) -> Self {
        Self { name: by.policy, sid: by.sid, statement: by.statement }
    }
}

impl fmt::Display for StatementNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match &self.sid {
            Some(sid) => write!(f, ", statement {sid}"),
            None => Ok(()),
        }
    }
}
