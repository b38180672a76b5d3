//! Templates: where one is, what it asks for, what is filled in.

mod check;
mod expression;
mod parts;
#[cfg(feature = "template-preview")]
mod filling;
#[cfg(feature = "template-preview")]
mod plain;
#[cfg(feature = "template-preview")]
mod preview;
mod reader;
mod syntax;
mod tag;
mod value;
mod variables;
mod walk;
mod whitespace;

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use crate::arn::AccountId;
use crate::error::{ParseError, quote};
use crate::name::TemplateName;
use crate::region::{Partition, Region};

pub use self::check::{MissingVariable, TemplateCheck};
pub use self::parts::{ReadTemplate, TemplatePart, TemplateParts, TemplatePlace};
#[cfg(feature = "template-preview")]
pub use self::preview::{LocalPreview, Unfilled};
pub use self::variables::{TemplateUse, TemplateVariable};

/// The ARN of a template: `arn:<partition>:ses:<region>:<account>:template/<name>`.
///
/// # Source
/// Service Authorization Reference, "Actions, resources, and condition keys for Amazon SES v2".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateArn(String);

impl TemplateArn {
    /// The ARN as given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TemplateArn {
    type Err = ParseError;

    /// # Errors
    /// `template_arn.syntax`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let members: Vec<&str> = text.splitn(6, ':').collect();
        let proven = match members.as_slice() {
            ["arn", partition, "ses", region, account, resource] => {
                partition.parse::<Partition>().is_ok()
                    && (*region == "*" || region.parse::<Region>().is_ok())
                    && account.parse::<AccountId>().is_ok()
                    && resource
                        .strip_prefix("template/")
                        .is_some_and(|name| name.parse::<TemplateName>().is_ok())
            }
            _ => false,
        };
        if proven {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseError::quoting(
                "template_arn.syntax",
                "a template ARN such as arn:aws:ses:us-east-1:123456789012:template/welcome",
                text,
            ))
        }
    }
}

impl fmt::Display for TemplateArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What fills a template's variables: the text of a JSON object, at most
/// 262 144 characters.
///
/// # Source
/// SES API v2 reference, `Template`, `TemplateData`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateData(String);

/// Longest template data, in characters.
const DATA_MAX: usize = 262_144;

impl TemplateData {
    /// The JSON as given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn value(&self) -> Value {
        serde_json::from_str(&self.0).unwrap_or_default()
    }
}

impl FromStr for TemplateData {
    type Err = ParseError;

    /// # Errors
    /// `template_data.length`, `template_data.json`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let length = text.chars().count();
        if length > DATA_MAX {
            return Err(ParseError::new(
                "template_data.length",
                "template data of at most 262144 characters",
                format!("{length}"),
            ));
        }
        let found = match serde_json::from_str::<Value>(text) {
            Ok(Value::Object(_)) => return Ok(Self(text.to_owned())),
            Ok(_) => quote(text),
            Err(error) => format!("{} ({error})", quote(text)),
        };
        let expected = "a JSON object such as {\"name\": \"Ann\"}";
        Err(ParseError::new("template_data.json", expected, found))
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod arns_and_data {
    use super::*;

    #[test]
    fn template_arns_are_not_identity_arns() {
        let arn = "arn:aws:ses:us-east-1:123456789012:template/welcome";
        assert_eq!(arn.parse::<TemplateArn>().unwrap().as_str(), arn);
        for text in [
            "welcome",
            "arn:aws:ses:us-east-1:123456789012:identity/example.com",
            "arn:aws:ses:us-east-1:123456789012:template/",
            "arn:aws:ses:us-east-1:1:template/a",
            "arn:aws:ses:us-east-1:123456789012:template/a\r\nb",
        ] {
            assert_eq!(text.parse::<TemplateArn>().unwrap_err().code(), "template_arn.syntax");
        }
    }

    #[test]
    fn data_is_an_object_of_limited_length() {
        assert_eq!("{\"a\":1}".parse::<TemplateData>().unwrap().as_str(), "{\"a\":1}");
        for text in ["", "[]", "\"x\"", "{a:1}", "{\"a\":1} x"] {
            assert_eq!(text.parse::<TemplateData>().unwrap_err().code(), "template_data.json");
        }
        let of = |length| format!("{{\"a\":\"{}\"}}", "é".repeat(length - 8));
        assert!(of(DATA_MAX).parse::<TemplateData>().is_ok());
        let long = of(DATA_MAX + 1).parse::<TemplateData>().unwrap_err();
        assert_eq!(long.code(), "template_data.length");
    }
}
