//! `ListTemplates`: the account's templates, by pages. At most one call a second.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference/API_ListTemplates.html>

use serde::{Deserialize, Serialize};

use crate::operation::{Operation, Request, Response};
use crate::outcome::Rejection;
use crate::query::xml;
use crate::shape::{Number, Timestamp};

/// Input of v1 `ListTemplates`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct ListTemplates {
    /// From the page before; none for the first.
    pub next_token: Option<String>,
    /// Templates on a page, 1 to 100; 10 if not said.
    pub max_items: Option<Number<1, 100>>,
}

/// Output of v1 `ListTemplates`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListTemplatesResponse {
    /// The templates.
    #[serde(default)]
    pub templates_metadata: Vec<TemplateMetadata>,
    /// For the next page; none on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// `TemplateMetadata`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TemplateMetadata {
    /// What the template is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_timestamp: Option<Timestamp>,
}

impl Operation for ListTemplates {
    const NAME: &'static str = "ListTemplates";
    type Output = ListTemplatesResponse;

    fn request(&self) -> Request {
        super::request(Self::NAME, self, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<Self::Output, Rejection> {
        xml::read(response, Self::NAME)
    }
}
