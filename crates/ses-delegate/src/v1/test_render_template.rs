//! `TestRenderTemplate`: a template, filled. At most one call a second.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference/API_TestRenderTemplate.html>

use serde::{Deserialize, Serialize};

use crate::name::TemplateName;
use crate::operation::{Operation, Request, Response};
use crate::outcome::Rejection;
use crate::query::xml;
use crate::template::TemplateData;

/// Input of v1 `TestRenderTemplate`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct TestRenderTemplate {
    /// The template.
    pub template_name: TemplateName,
    /// What fills it.
    pub template_data: TemplateData,
}

/// Output of v1 `TestRenderTemplate`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TestRenderTemplateResponse {
    /// The whole message as MIME.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rendered_template: Option<String>,
}

impl Operation for TestRenderTemplate {
    const NAME: &'static str = "TestRenderTemplate";
    type Output = TestRenderTemplateResponse;

    fn request(&self) -> Request {
        super::request(Self::NAME, self, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<Self::Output, Rejection> {
        xml::read(response, Self::NAME)
    }
}
