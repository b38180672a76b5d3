//! What a send asks for, the same for all operations.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{
    change::Content as TemplateContent,
    compose::{Attachment, Parts},
    refusal::Api,
    tags::Tag,
};

/// One call to send one message, decoded but not yet judged.
#[derive(Clone, Debug)]
pub(crate) struct Submission {
    pub operation: Operation,
    /// v1 `Source`, v2 `FromEmailAddress`.
    pub source: Option<String>,
    pub to: Vec<String>,
    pub cc: Vec<String>,
    pub bcc: Vec<String>,
    pub reply_to: Vec<String>,
    /// v1 `ReturnPath`, v2 `FeedbackForwardingEmailAddress`.
    pub return_path: Option<String>,
    pub source_arn: Option<Arn>,
    pub from_arn: Option<Arn>,
    pub return_path_arn: Option<Arn>,
    pub configuration_set: Option<String>,
    pub tags: Vec<Tag>,
    /// v2 `TenantName`.
    pub tenant: Option<String>,
    /// v2 `EndpointId`.
    pub endpoint: Option<String>,
    /// v2 `ListManagementOptions`, as its header would have it.
    pub list_management: Option<String>,
    /// v2 `ConfigurationOverrides`.
    pub tracking: Option<Tracking>,
    pub content: Content,
}

#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// A whole message, as the caller wrote it.
    Raw(Vec<u8>),
    /// Subject, bodies and attachments: SES writes the message.
    Parts(Parts),
    /// A template, its data, and what SES adds: it fills the one with the other.
    Template(Box<Filling>),
}

/// A template to be filled.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filling {
    pub template: TemplateChoice,
    /// JSON.
    pub data: String,
    pub headers: Vec<(String, String)>,
    pub attachments: Vec<Attachment>,
}

/// Settings of the configuration set that a message replaces for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tracking {
    pub opens: Option<bool>,
    pub clicks: Option<bool>,
}

/// Which template is meant.
#[derive(Clone, Debug)]
pub(crate) enum TemplateChoice {
    /// One of the caller's, by name; or by an ARN, which beats the name.
    Named { name: String, arn: Option<String> },
    /// One that came with the message.
    Inline(TemplateContent),
}

impl Default for TemplateChoice {
    fn default() -> Self {
        Self::Named { name: String::new(), arn: None }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Operation {
    V1Simple,
    V1Raw,
    V1Templated,
    V1Bulk,
    V1Bounce,
    V2Simple,
    V2Raw,
    V2Templated,
    V2Bulk,
    /// A message after `DATA`.
    Smtp,
}

/// An identity ARN and where it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Arn {
    pub text: String,
    pub origin: Origin,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "name", rename_all = "lowercase")]
pub(crate) enum Origin {
    Parameter(Cow<'static, str>),
    Header(Cow<'static, str>),
}

impl Arn {
    pub(crate) fn parameter(name: &'static str, text: String) -> Self {
        Self { text, origin: Origin::Parameter(name.into()) }
    }

    pub(crate) fn header(name: &'static str, text: String) -> Self {
        Self { text, origin: Origin::Header(name.into()) }
    }
}

impl Operation {
    /// For people.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::V1Simple => "v1 SendEmail",
            Self::V1Raw => "v1 SendRawEmail",
            Self::V1Templated => "v1 SendTemplatedEmail",
            Self::V1Bulk => "v1 SendBulkTemplatedEmail",
            Self::V1Bounce => "v1 SendBounce",
            Self::V2Simple => "v2 SendEmail Simple",
            Self::V2Raw => "v2 SendEmail Raw",
            Self::V2Templated => "v2 SendEmail Template",
            Self::V2Bulk => "v2 SendBulkEmail",
            Self::Smtp => "SMTP",
        }
    }

    /// The actions the policies are asked about: all must be allowed.
    ///
    /// v2 with raw content asks about `ses:SendRawEmail` (field reports:
    /// django-anymail#384, symfony#51461). Where reports and documents differ,
    /// both are asked, so that a policy that passes here passes there: v2 with a
    /// template asks about `ses:SendEmail` and `ses:SendTemplatedEmail`, v2 bulk
    /// about `ses:SendBulkEmail` and `ses:SendBulkTemplatedEmail`.
    pub(crate) fn permissions(self) -> &'static [&'static str] {
        match self {
            Self::V1Simple | Self::V2Simple => &["ses:SendEmail"],
            Self::V1Raw | Self::V2Raw | Self::Smtp => &["ses:SendRawEmail"],
            Self::V1Templated => &["ses:SendTemplatedEmail"],
            Self::V1Bulk => &["ses:SendBulkTemplatedEmail"],
            Self::V1Bounce => &["ses:SendBounce"],
            Self::V2Templated => &["ses:SendEmail", "ses:SendTemplatedEmail"],
            Self::V2Bulk => &["ses:SendBulkEmail", "ses:SendBulkTemplatedEmail"],
        }
    }

    pub(crate) fn api(self) -> Api {
        match self {
            Self::V1Simple | Self::V1Raw | Self::V1Templated | Self::V1Bulk | Self::V1Bounce => {
                Api::V1
            }
            Self::V2Simple | Self::V2Raw | Self::V2Templated | Self::V2Bulk => Api::V2,
            Self::Smtp => Api::Smtp,
        }
    }

    /// `ses:ApiVersion`. What SMTP counts as is not documented: `2`, whose size
    /// limit it shares.
    pub(crate) fn api_version(self) -> &'static str {
        match self.api() {
            Api::V1 | Api::Sts => "1",
            Api::V2 | Api::Smtp => "2",
        }
    }

    /// The largest message in bytes, attachments encoded.
    ///
    /// # Source
    ///
    /// Developer Guide, "Service quotas in Amazon SES".
    pub(crate) fn max_message_bytes(self) -> usize {
        match self.api() {
            Api::V1 | Api::Sts => 10_485_760,
            Api::V2 | Api::Smtp => 41_943_040,
        }
    }
}
