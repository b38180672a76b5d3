//! `CreateEmailIdentityPolicy`: lets others send as an identity. For its owner
//! only, once a second at most.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentityPolicy.html>

use serde::{Deserialize, Serialize};

use super::json;
use crate::identity_name::IdentityName;
use crate::name::PolicyName;
use crate::operation::{Method, Operation, Request, Response};
use crate::outcome::Rejection;
use crate::policy::PolicyDocument;

/// Input of v2 `CreateEmailIdentityPolicy`. An identity has at most 20 policies;
/// SES refuses one by a name that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct CreateEmailIdentityPolicy {
    /// Whose mail it is about; in the path.
    #[serde(skip_serializing)]
    pub email_identity: IdentityName,
    /// What it is called; in the path.
    #[serde(skip_serializing)]
    pub policy_name: PolicyName,
    /// Who may do what.
    pub policy: PolicyDocument,
}

impl Operation for CreateEmailIdentityPolicy {
    const NAME: &'static str = "CreateEmailIdentityPolicy";
    type Output = ();

    fn request(&self) -> Request {
        let (identity, policy) = (self.email_identity.as_str(), self.policy_name.as_str());
        let path = json::path(&["identities", identity, "policies", policy]);
        json::request(Method::Post, path, self, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<(), Rejection> {
        json::done(response)
    }
}
