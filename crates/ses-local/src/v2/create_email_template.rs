//! `CreateEmailTemplate`.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{input::body, template::TemplateContent};
use crate::{call::Call, constraint::Constraints, permission::permit, refusal::Refusal, templates};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Members {
    template_name: Option<String>,
    template_content: Option<TemplateContent>,
}

pub(super) async fn answer(call: &Call<'_>, bytes: &[u8]) -> Result<Value, Refusal> {
    let Members { template_name, template_content } = body(bytes)?;
    let name = template_name.as_deref();
    Constraints::new()
        .required("templateName", name)
        .length("templateName", name, 1, usize::MAX)
        .required("templateContent", template_content.as_ref())
        .check()?;
    let name = name.unwrap_or_default();
    permit(call, "ses:CreateEmailTemplate", &templates::arn(call, name))?;
    let content = template_content.map(Into::into).unwrap_or_default();
    templates::create(call, name, content).await?;
    Ok(json!({}))
}
