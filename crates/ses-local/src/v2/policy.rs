//! What `CreateEmailIdentityPolicy` and `UpdateEmailIdentityPolicy` share.

use serde::Deserialize;
use serde_json::{Value, json};

use super::input::body;
use crate::{
    call::Call,
    constraint::Constraints,
    identities::own,
    identity_policies::{Put, constrained, put},
    permission::permit,
    refusal::Refusal,
};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Members {
    policy: Option<String>,
}

/// Puts the policy of the body, if the caller may do `action`.
pub(super) async fn put_policy(
    call: &Call<'_>,
    (action, how): (&str, Put),
    identity: &str,
    name: &str,
    bytes: &[u8],
) -> Result<Value, Refusal> {
    let document = document(name, bytes)?;
    let arn = own(call, identity);
    permit(call, action, &arn.to_string())?;
    put(call, &arn, name, &document, how).await?;
    Ok(json!({}))
}

/// The document, when it and the policy's name keep the model's constraints.
fn document(name: &str, bytes: &[u8]) -> Result<String, Refusal> {
    let Members { policy } = body(bytes)?;
    let document = policy.as_deref();
    constrained(Constraints::new(), Some(name))
        .required("policy", document)
        .length("policy", document, 1, usize::MAX)
        .check()?;
    Ok(policy.unwrap_or_default())
}
