//! Text and its character set.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::message::Message;
use crate::name::Charset;

/// `Content`: a subject or a body.
///
/// SES takes text for 7-bit ASCII unless a character set is named; from this
/// crate's own texts it is always named as UTF-8.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Content<'a> {
    /// The text.
    pub data: Cow<'a, str>,
    /// What SES writes it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charset: Option<Charset>,
}

impl<'a> From<&'a str> for Content<'a> {
    fn from(data: &'a str) -> Self {
        Self { data: data.into(), charset: Some(Charset::utf_8()) }
    }
}

/// `Body`: text, HTML or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Body<'a> {
    /// `Text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Content<'a>>,
    /// `Html`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<Content<'a>>,
}

impl<'a> From<&'a Message<'_>> for Body<'a> {
    fn from(message: &'a Message<'_>) -> Self {
        Self {
            text: message.body.text().map(Content::from),
            html: message.body.html().map(Content::from),
        }
    }
}
