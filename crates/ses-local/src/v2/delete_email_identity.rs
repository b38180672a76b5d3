//! `DeleteEmailIdentity`, with its policies.

use serde_json::{Value, json};

use crate::{
    call::Call,
    identities::{delete, own},
    permission::permit,
    refusal::{Api, Refusal},
};

pub(super) async fn answer(call: &Call<'_>, name: &str) -> Result<Value, Refusal> {
    let arn = own(call, name);
    permit(call, "ses:DeleteEmailIdentity", &arn.to_string())?;
    delete(call, &arn, Api::V2).await?;
    Ok(json!({}))
}
