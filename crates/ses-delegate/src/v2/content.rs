//! What v2's send operations carry: text and files from which SES writes the
//! MIME, one's own MIME, or a template.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::attachment::Attachment;
use super::message_header::MessageHeaders;
use crate::name::TemplateName;
use crate::shape::{self, Blob, Body};
use crate::template::{TemplateArn, TemplateData};

/// `EmailContent`.
///
/// # Source
/// SES API v2 reference, `EmailContent`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content<'a> {
    /// SES writes the MIME.
    Simple(Simple<'a>),
    /// One's own MIME.
    Raw(Raw<'a>),
    /// SES fills a template.
    Template(Template<'a>),
}

impl Content<'_> {
    /// Bytes, in the order in which they are written.
    pub(super) fn blobs(&self) -> Vec<&Blob<'_>> {
        match self {
            Self::Simple(simple) => contents(&simple.attachments),
            Self::Raw(raw) => vec![&raw.data],
            Self::Template(template) => template.blobs(),
        }
    }
}

/// `Message`: subject, text and files. At most 40 MB once SES has written it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Simple<'a> {
    /// The subject.
    pub subject: shape::Content<'a>,
    /// Text, HTML or both.
    pub body: Body<'a>,
    /// At most 15 headers of one's own.
    #[serde(default, skip_serializing_if = "MessageHeaders::is_empty")]
    pub headers: MessageHeaders,
    /// Files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment<'a>>,
}

/// `RawMessage`. At most 40 MB.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Raw<'a> {
    /// The MIME.
    pub data: Blob<'a>,
}

/// `Template`: by name or ARN, or with its content. SES accepts data that it
/// cannot fill in and drops the message later.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Template<'a> {
    /// A template of the caller's account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template_name: Option<TemplateName>,
    /// The same by its ARN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template_arn: Option<TemplateArn>,
    /// A template for this call alone; simple variables only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template_content: Option<TemplateContent<'a>>,
    /// What fills it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template_data: Option<TemplateData>,
    /// At most 15 headers of one's own.
    #[serde(default, skip_serializing_if = "MessageHeaders::is_empty")]
    pub headers: MessageHeaders,
    /// Files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment<'a>>,
}

impl Template<'_> {
    /// Bytes, in the order in which they are written.
    pub(super) fn blobs(&self) -> Vec<&Blob<'_>> {
        contents(&self.attachments)
    }
}

/// `EmailTemplateContent`: subject and bodies with `{{variables}}`; at most 500 KB.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct TemplateContent<'a> {
    /// The subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Cow<'a, str>>,
    /// The plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
    /// The HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<Cow<'a, str>>,
}

fn contents<'a>(attachments: &'a [Attachment<'_>]) -> Vec<&'a Blob<'a>> {
    attachments.iter().map(|attachment| &attachment.raw_content).collect()
}
