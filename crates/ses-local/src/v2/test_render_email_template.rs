//! `TestRenderEmailTemplate`: the message, not sent.

use serde::Deserialize;
use serde_json::{Value, json};

use super::input::body;
use crate::{
    call::Call,
    constraint::Constraints,
    permission::permit,
    refusal::Refusal,
    templates::{self, MAX_DATA},
};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Members {
    template_data: Option<String>,
}

pub(super) fn answer(call: &Call<'_>, name: &str, bytes: &[u8]) -> Result<Value, Refusal> {
    let Members { template_data } = body(bytes)?;
    let data = template_data.as_deref();
    Constraints::new()
        .required("templateData", data)
        .length("templateData", data, 0, MAX_DATA)
        .check()?;
    permit(call, "ses:TestRenderEmailTemplate", &templates::arn(call, name))?;
    let message = templates::test_render(call, name, data.unwrap_or_default())?;
    Ok(json!({ "RenderedTemplate": message }))
}
