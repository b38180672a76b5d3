//! `DeleteIdentityPolicy`: takes a policy from an identity; no error if there is none of that name. For its owner only, at most one call a second.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference/API_DeleteIdentityPolicy.html>

use serde::{Deserialize, Serialize};

use crate::identity_name::IdentityName;
use crate::name::PolicyName;
use crate::operation::{Operation, Request, Response};
use crate::outcome::Rejection;
use crate::query::xml;

/// Input of v1 `DeleteIdentityPolicy`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct DeleteIdentityPolicy {
    /// The identity, which must be the caller's own.
    pub identity: IdentityName,
    /// The policy.
    pub policy_name: PolicyName,
}

impl Operation for DeleteIdentityPolicy {
    const NAME: &'static str = "DeleteIdentityPolicy";
    type Output = ();

    fn request(&self) -> Request {
        super::request(Self::NAME, self, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<(), Rejection> {
        xml::done(response, Self::NAME)
    }
}
