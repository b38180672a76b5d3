//! `AssumeRole`: temporary credentials of a role.
//!
//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>

mod answer;

use serde::{Deserialize, Serialize};

use super::arn::{ContextProviderArn, ManagedPolicyArn, RoleArn};
use super::text::{
    ContextAssertion, ExternalId, RoleSessionName, SerialNumber, SessionPolicy, SourceIdentity,
    TagKey, TagValue, TokenCode,
};
use crate::operation::{Operation, Request, Response};
use crate::outcome::Rejection;
use crate::shape::{List, Number};

pub use answer::{AssumeRoleResponse, AssumedRoleUser, ExpiringCredentials};

/// Input of `AssumeRole`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct AssumeRole {
    /// The role.
    pub role_arn: RoleArn,
    /// What the session is called.
    pub role_session_name: RoleSessionName,
    /// Managed policies that narrow the session: at most 10.
    #[serde(default)]
    pub policy_arns: List<PolicyDescriptorType, 0, 10>,
    /// A policy that narrows the session.
    pub policy: Option<SessionPolicy>,
    /// How long the credentials last, in seconds: 900 to 43 200, and no longer
    /// than the role allows; 3600 if not said.
    pub duration_seconds: Option<Number<900, 43_200>>,
    /// What policies may ask of the session: at most 50.
    #[serde(default)]
    pub tags: List<Tag, 0, 50>,
    /// Those tags that sessions begun from this one inherit.
    #[serde(default)]
    pub transitive_tag_keys: List<TagKey, 0, 50>,
    /// What the role's account agreed upon.
    pub external_id: Option<ExternalId>,
    /// The caller's MFA device.
    pub serial_number: Option<SerialNumber>,
    /// What that device shows.
    pub token_code: Option<TokenCode>,
    /// Who it is for.
    pub source_identity: Option<SourceIdentity>,
    /// What context providers vouch for: at most 5.
    #[serde(default)]
    pub provided_contexts: List<ProvidedContext, 0, 5>,
    /// The least size of the session token, in bytes: at most 4096.
    pub minimum_session_token_size: Option<Number<0, 4096>>,
}

/// `PolicyDescriptorType`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyDescriptorType {
    /// The policy; AWS writes this one member small, and lets it be absent.
    pub arn: Option<ManagedPolicyArn>,
}

/// `Tag`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Tag {
    /// Its name.
    pub key: TagKey,
    /// Its value.
    pub value: TagValue,
}

/// `ProvidedContext`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct ProvidedContext {
    /// Who vouches.
    pub provider_arn: Option<ContextProviderArn>,
    /// For what.
    pub context_assertion: Option<ContextAssertion>,
}

impl Operation for AssumeRole {
    const NAME: &'static str = "AssumeRole";
    type Output = AssumeRoleResponse;

    fn request(&self) -> Request {
        super::request(Self::NAME, self)
    }

    fn interpret(response: &Response<'_>) -> Result<Self::Output, Rejection> {
        answer::read(response, Self::NAME)
    }
}

#[cfg(test)]
mod tests;
