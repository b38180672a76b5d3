//! The body of `CreateEmailIdentityPolicy` and `UpdateEmailIdentityPolicy`.

use serde::Deserialize;

use super::input::body;
use crate::{constraint::Constraints, identity_policies::constrained, refusal::Refusal};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Members {
    policy: Option<String>,
}

/// The document, when it and the policy's name keep the model's constraints.
pub(super) fn policy(name: &str, bytes: &[u8]) -> Result<String, Refusal> {
    let Members { policy } = body(bytes)?;
    let document = policy.as_deref();
    constrained(Constraints::new(), Some(name))
        .required("policy", document)
        .length("policy", document, 1, usize::MAX)
        .check()?;
    Ok(policy.unwrap_or_default())
}
