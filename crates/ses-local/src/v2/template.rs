//! The `TemplateContent` structure of templates that are kept.

use serde::Deserialize;

use super::filled;
use crate::change::Content;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct TemplateContent {
    subject: Option<String>,
    text: Option<String>,
    html: Option<String>,
}

impl From<TemplateContent> for Content {
    fn from(content: TemplateContent) -> Self {
        let TemplateContent { subject, text, html } = content;
        Self { subject: filled(subject), text: filled(text), html: filled(html) }
    }
}
