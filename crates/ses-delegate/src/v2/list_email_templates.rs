//! `ListEmailTemplates`: the templates of the caller's account in one Region,
//! page by page, once a second at most.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListEmailTemplates.html>

use serde::{Deserialize, Serialize};

use super::json::{self, optional_members};
use crate::operation::{Method, Operation, Request, Response};
use crate::outcome::Rejection;
use crate::shape::{Number, Timestamp};

/// Input of v2 `ListEmailTemplates`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct ListEmailTemplates {
    /// What the page before answered; the first page if none. In the query.
    #[serde(skip_serializing)]
    pub next_token: Option<String>,
    /// Most templates that one page has. In the query.
    #[serde(skip_serializing)]
    pub page_size: Option<Number<1, 100>>,
}

optional_members! {
    /// What v2 `ListEmailTemplates` answers.
    ListEmailTemplatesResponse {
        /// The templates of this page.
        templates_metadata: Vec<EmailTemplateMetadata>,
        /// Asks for the next page; none after the last.
        next_token: String,
    }

    /// `EmailTemplateMetadata`.
    EmailTemplateMetadata {
        /// What it is called.
        template_name: String,
        /// When it was made.
        created_timestamp: Timestamp,
    }
}

impl Operation for ListEmailTemplates {
    const NAME: &'static str = "ListEmailTemplates";
    type Output = ListEmailTemplatesResponse;

    fn request(&self) -> Request {
        let page_size = self.page_size.map(|size| size.to_string());
        let query = [("NextToken", self.next_token.as_deref()), ("PageSize", page_size.as_deref())];
        json::bodiless(Method::Get, json::path(&["templates"]), &query)
    }

    fn interpret(response: &Response<'_>) -> Result<Self::Output, Rejection> {
        json::read(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_1_to_100_entries() {
        let read = |size: &str| {
            ListEmailTemplates::from_json(&format!("{{\"PageSize\":{size}}}"))
                .map(|input| input.request().target())
                .map_err(|error| (error.code().to_owned(), error.field().to_owned()))
        };
        assert_eq!(read("1").unwrap(), "/v2/email/templates?PageSize=1");
        assert_eq!(read("100").unwrap(), "/v2/email/templates?PageSize=100");
        for (size, code) in [
            ("0", "number.range"),
            ("101", "number.range"),
            ("-1", "number.range"),
            ("1.5", "input.shape"),
            ("\"1\"", "input.shape"),
        ] {
            assert_eq!(read(size).unwrap_err(), (code.into(), "PageSize".into()), "{size}");
        }
    }
}
