//! `GetConfigurationSet`.

use serde_json::{Value, json};

use crate::{
    call::Call,
    configuration_sets::{arn, find},
    permission::permit,
    refusal::Refusal,
};

pub(super) fn answer(call: &Call<'_>, name: &str) -> Result<Value, Refusal> {
    permit(call, "ses:GetConfigurationSet", &arn(call, name))?;
    let set = find(call.world, call, name)?;
    Ok(json!({
        "ConfigurationSetName": set.name,
        "SendingOptions": { "SendingEnabled": set.sending },
        "Tags": [],
    }))
}
