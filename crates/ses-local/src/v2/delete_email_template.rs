//! `DeleteEmailTemplate`.

use serde_json::{Value, json};

use crate::{
    call::Call,
    permission::permit,
    refusal::{Api, Refusal},
    templates,
};

pub(super) async fn answer(call: &Call<'_>, name: &str) -> Result<Value, Refusal> {
    permit(call, "ses:DeleteEmailTemplate", &templates::arn(call, name))?;
    templates::delete(call, name, Api::V2).await?;
    Ok(json!({}))
}
