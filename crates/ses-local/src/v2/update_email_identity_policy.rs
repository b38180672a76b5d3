//! `UpdateEmailIdentityPolicy`.

use serde_json::Value;

use super::policy::put_policy;
use crate::{call::Call, identity_policies::Put, refusal::Refusal};

pub(super) async fn answer(
    call: &Call<'_>,
    identity: &str,
    name: &str,
    bytes: &[u8],
) -> Result<Value, Refusal> {
    put_policy(call, ("ses:UpdateEmailIdentityPolicy", Put::Update), identity, name, bytes).await
}
