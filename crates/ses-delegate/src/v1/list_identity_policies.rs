//! `ListIdentityPolicies`: the names of an identity's policies. For its owner only, at most one call a second.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference/API_ListIdentityPolicies.html>

use serde::{Deserialize, Serialize};

use crate::identity_name::IdentityName;
use crate::operation::{Operation, Request, Response};
use crate::outcome::Rejection;
use crate::query::xml;

/// Input of v1 `ListIdentityPolicies`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct ListIdentityPolicies {
    /// The identity, which must be the caller's own.
    pub identity: IdentityName,
}

/// Output of v1 `ListIdentityPolicies`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListIdentityPoliciesResponse {
    /// The names; no more than 20 policies can be attached to an identity.
    #[serde(default)]
    pub policy_names: Vec<String>,
}

impl Operation for ListIdentityPolicies {
    const NAME: &'static str = "ListIdentityPolicies";
    type Output = ListIdentityPoliciesResponse;

    fn request(&self) -> Request {
        super::request(Self::NAME, self, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<Self::Output, Rejection> {
        xml::read(response, Self::NAME)
    }
}
