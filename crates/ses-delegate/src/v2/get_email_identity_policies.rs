//! `GetEmailIdentityPolicies`: who may send as an identity. For its owner only,
//! once a second at most; a delegate sender cannot read what authorises it.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentityPolicies.html>

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::json::{self, optional_members};
use crate::identity_name::IdentityName;
use crate::operation::{Method, Operation, Request, Response};
use crate::outcome::Rejection;

/// Input of v2 `GetEmailIdentityPolicies`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct GetEmailIdentityPolicies {
    /// Whose mail they are about; in the path.
    #[serde(skip_serializing)]
    pub email_identity: IdentityName,
}

optional_members! {
    /// What v2 `GetEmailIdentityPolicies` answers.
    GetEmailIdentityPoliciesResponse {
        /// The policies' JSON by name, at most 20.
        policies: BTreeMap<String, String>,
    }
}

impl Operation for GetEmailIdentityPolicies {
    const NAME: &'static str = "GetEmailIdentityPolicies";
    type Output = GetEmailIdentityPoliciesResponse;

    fn request(&self) -> Request {
        let path = json::path(&["identities", self.email_identity.as_str(), "policies"]);
        json::bodiless(Method::Get, path, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<Self::Output, Rejection> {
        json::read(response)
    }
}
