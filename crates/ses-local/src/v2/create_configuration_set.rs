//! `CreateConfigurationSet`: the name; its options change nothing here.

use serde::Deserialize;
use serde_json::{Value, json};

use super::input::body;
use crate::{
    call::Call,
    configuration_sets::{arn, create},
    constraint::Constraints,
    permission::permit,
    refusal::Refusal,
};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Members {
    configuration_set_name: Option<String>,
}

pub(super) async fn answer(call: &Call<'_>, bytes: &[u8]) -> Result<Value, Refusal> {
    let Members { configuration_set_name } = body(bytes)?;
    let name = configuration_set_name.as_deref();
    Constraints::new().required("configurationSetName", name).check()?;
    let name = name.unwrap_or_default();
    permit(call, "ses:CreateConfigurationSet", &arn(call, name))?;
    create(call, name).await?;
    Ok(json!({}))
}
