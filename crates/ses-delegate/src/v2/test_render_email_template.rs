//! `TestRenderEmailTemplate`: what a template becomes, once a second at most.
//! It sends nothing and asks for no identity.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_TestRenderEmailTemplate.html>

use serde::{Deserialize, Serialize};

use super::json;
use crate::name::TemplateName;
use crate::operation::{Method, Operation, Request, Response};
use crate::outcome::Rejection;
use crate::template::TemplateData;

/// Input of v2 `TestRenderEmailTemplate`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct TestRenderEmailTemplate {
    /// Which one; in the path.
    #[serde(skip_serializing)]
    pub template_name: TemplateName,
    /// What fills it.
    pub template_data: TemplateData,
}

/// What v2 `TestRenderEmailTemplate` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TestRenderEmailTemplateResponse {
    /// The whole MIME message.
    pub rendered_template: String,
}

impl Operation for TestRenderEmailTemplate {
    const NAME: &'static str = "TestRenderEmailTemplate";
    type Output = TestRenderEmailTemplateResponse;

    fn request(&self) -> Request {
        let path = json::path(&["templates", self.template_name.as_str(), "render"]);
        json::request(Method::Post, path, self, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<Self::Output, Rejection> {
        json::read(response)
    }
}
