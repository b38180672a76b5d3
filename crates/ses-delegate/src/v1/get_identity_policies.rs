//! `GetIdentityPolicies`: an identity's policies. For its owner only, at most one call a second.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityPolicies.html>

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::identity_name::IdentityName;
use crate::name::PolicyName;
use crate::operation::{Operation, Request, Response};
use crate::outcome::Rejection;
use crate::query::xml;
use crate::shape::List;

/// Input of v1 `GetIdentityPolicies`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct GetIdentityPolicies {
    /// The identity, which must be the caller's own.
    pub identity: IdentityName,
    /// Which of them: 1 to 20.
    pub policy_names: List<PolicyName, 1, 20>,
}

/// Output of v1 `GetIdentityPolicies`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetIdentityPoliciesResponse {
    /// The policies' texts, in JSON, by name; names that do not exist are missing.
    #[serde(default)]
    pub policies: BTreeMap<String, String>,
}

impl Operation for GetIdentityPolicies {
    const NAME: &'static str = "GetIdentityPolicies";
    type Output = GetIdentityPoliciesResponse;

    fn request(&self) -> Request {
        super::request(Self::NAME, self, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<Self::Output, Rejection> {
        xml::read(response, Self::NAME)
    }
}
