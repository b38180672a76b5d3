//! `PutIdentityPolicy`: attaches a policy to an identity, or replaces one. For its owner only, at most one call a second.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference/API_PutIdentityPolicy.html>

use serde::{Deserialize, Serialize};

use crate::identity_name::IdentityName;
use crate::name::PolicyName;
use crate::operation::{Operation, Request, Response};
use crate::outcome::Rejection;
use crate::policy::PolicyDocument;
use crate::query::xml;

/// Input of v1 `PutIdentityPolicy`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct PutIdentityPolicy {
    /// The identity, which must be the caller's own.
    pub identity: IdentityName,
    /// What the policy is called.
    pub policy_name: PolicyName,
    /// The policy.
    pub policy: PolicyDocument,
}

impl Operation for PutIdentityPolicy {
    const NAME: &'static str = "PutIdentityPolicy";
    type Output = ();

    fn request(&self) -> Request {
        super::request(Self::NAME, self, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<(), Rejection> {
        xml::done(response, Self::NAME)
    }
}
