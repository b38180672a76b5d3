//! `GetEmailTemplate`.

use serde_json::{Map, Value, json};

use crate::{call::Call, permission::permit, refusal::Refusal, templates};

pub(super) fn answer(call: &Call<'_>, name: &str) -> Result<Value, Refusal> {
    permit(call, "ses:GetEmailTemplate", &templates::arn(call, name))?;
    let template = templates::find(call.world, call, name)?;
    let parts =
        [("Subject", &template.subject), ("Text", &template.text), ("Html", &template.html)];
    let content: Map<String, Value> = parts
        .into_iter()
        .filter_map(|(name, part)| Some((name.to_owned(), part.as_deref()?.into())))
        .collect();
    Ok(json!({ "TemplateName": template.name, "TemplateContent": content, "Tags": [] }))
}
