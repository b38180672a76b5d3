//! `CreateEmailIdentityPolicy`.

use serde_json::{Value, json};

use super::policy::policy;
use crate::{
    call::Call,
    identities::own,
    identity_policies::{Put, put},
    permission::permit,
    refusal::Refusal,
};

pub(super) async fn answer(
    call: &Call<'_>,
    identity: &str,
    name: &str,
    bytes: &[u8],
) -> Result<Value, Refusal> {
    let document = policy(name, bytes)?;
    let arn = own(call, identity);
    permit(call, "ses:CreateEmailIdentityPolicy", &arn.to_string())?;
    put(call, &arn, name, &document, Put::Create).await?;
    Ok(json!({}))
}
