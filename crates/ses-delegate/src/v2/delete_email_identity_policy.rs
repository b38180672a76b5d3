//! `DeleteEmailIdentityPolicy`: takes a policy from an identity. For its owner
//! only, once a second at most.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailIdentityPolicy.html>

use serde::{Deserialize, Serialize};

use super::json;
use crate::identity_name::IdentityName;
use crate::name::PolicyName;
use crate::operation::{Method, Operation, Request, Response};
use crate::outcome::Rejection;

/// Input of v2 `DeleteEmailIdentityPolicy`. It succeeds even if there is no
/// policy by that name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct DeleteEmailIdentityPolicy {
    /// Whose mail it is about; in the path.
    #[serde(skip_serializing)]
    pub email_identity: IdentityName,
    /// What it is called; in the path.
    #[serde(skip_serializing)]
    pub policy_name: PolicyName,
}

impl Operation for DeleteEmailIdentityPolicy {
    const NAME: &'static str = "DeleteEmailIdentityPolicy";
    type Output = ();

    fn request(&self) -> Request {
        let (identity, policy) = (self.email_identity.as_str(), self.policy_name.as_str());
        let path = json::path(&["identities", identity, "policies", policy]);
        json::bodiless(Method::Delete, path, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<(), Rejection> {
        json::done(response)
    }
}
