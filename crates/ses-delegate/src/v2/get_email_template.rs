//! `GetEmailTemplate`: a template of the caller's account, 50 times a second at most.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailTemplate.html>

use serde::{Deserialize, Serialize};

use super::json::{self, optional_members};
use super::tag::Tag;
use crate::name::TemplateName;
use crate::operation::{Method, Operation, Request, Response};
use crate::outcome::Rejection;

/// Input of v2 `GetEmailTemplate`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct GetEmailTemplate {
    /// Which one; in the path.
    #[serde(skip_serializing)]
    pub template_name: TemplateName,
}

/// What v2 `GetEmailTemplate` answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetEmailTemplateResponse {
    /// What it is called.
    pub template_name: String,
    /// Its texts.
    pub template_content: EmailTemplateContent,
    /// The account's labels on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
}

optional_members! {
    /// `EmailTemplateContent`, as an answer has it: texts with `{{variables}}`.
    EmailTemplateContent {
        /// The subject.
        subject: String,
        /// The plain text.
        text: String,
        /// The HTML.
        html: String,
    }
}

impl Operation for GetEmailTemplate {
    const NAME: &'static str = "GetEmailTemplate";
    type Output = GetEmailTemplateResponse;

    fn request(&self) -> Request {
        let path = json::path(&["templates", self.template_name.as_str()]);
        json::bodiless(Method::Get, path, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<Self::Output, Rejection> {
        json::read(response)
    }
}
