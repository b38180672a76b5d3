//! `UpdateEmailTemplate`: the new content replaces all of the old.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{input::body, template::TemplateContent};
use crate::{call::Call, constraint::Constraints, permission::permit, refusal::Refusal, templates};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Members {
    template_content: Option<TemplateContent>,
}

pub(super) async fn answer(call: &Call<'_>, name: &str, bytes: &[u8]) -> Result<Value, Refusal> {
    let Members { template_content } = body(bytes)?;
    Constraints::new().required("templateContent", template_content.as_ref()).check()?;
    permit(call, "ses:UpdateEmailTemplate", &templates::arn(call, name))?;
    let content = template_content.map(Into::into).unwrap_or_default();
    templates::update(call, name, content).await?;
    Ok(json!({}))
}
