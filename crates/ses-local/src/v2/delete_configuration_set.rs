//! `DeleteConfigurationSet`.

use serde_json::{Value, json};

use crate::{
    call::Call,
    configuration_sets::{arn, delete},
    permission::permit,
    refusal::Refusal,
};

pub(super) async fn answer(call: &Call<'_>, name: &str) -> Result<Value, Refusal> {
    permit(call, "ses:DeleteConfigurationSet", &arn(call, name))?;
    delete(call, name).await?;
    Ok(json!({}))
}
