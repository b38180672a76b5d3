//! `SendBulkEmail`: one template, a message for each entry.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html>

use serde::{Deserialize, Serialize};

use super::configuration_overrides::ConfigurationOverrides;
use super::content::Template;
use super::json;
use super::message_header::MessageHeaders;
use crate::address::{EmailAddress, Mailbox};
use crate::arn::IdentityArn;
use crate::bulk::BulkResult;
use crate::name::{ConfigurationSetName, EndpointId, MessageTag, TenantName};
use crate::operation::{Method, Operation, Request, Response};
use crate::outcome::Rejection;
use crate::shape::{Destination, List};
use crate::template::TemplateData;

/// Input of v2 `SendBulkEmail`.
///
/// # Source
/// SES API v2 reference, `SendBulkEmail`; SES Developer Guide, "Using templates
/// to send personalized email": at most 50 destinations a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct SendBulkEmail<'a> {
    /// The sender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_email_address: Option<Mailbox>,
    /// Authorises the sender; v1's `SourceArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_email_address_identity_arn: Option<IdentityArn>,
    /// Where replies go.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reply_to_addresses: Vec<Mailbox>,
    /// Where bounces go; v1's `ReturnPath`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feedback_forwarding_email_address: Option<EmailAddress>,
    /// Authorises that address; v1's `ReturnPathArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feedback_forwarding_email_address_identity_arn: Option<IdentityArn>,
    /// By which events are counted, unless an entry says otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub default_email_tags: Vec<MessageTag>,
    /// The template, and what fills it unless an entry says otherwise.
    pub default_content: BulkEmailContent<'a>,
    /// The messages, 1 to 50.
    pub bulk_email_entries: List<BulkEmailEntry, 1, 50>,
    /// Rules for the messages; the identity's default set if none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration_set_name: Option<ConfigurationSetName>,
    /// A multi-region endpoint; see [`EndpointId`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint_id: Option<EndpointId>,
    /// Whose mail it is, where one account sends for several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_name: Option<TenantName>,
    /// Settings of the configuration set, for these messages alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration_overrides: Option<ConfigurationOverrides>,
}

/// `BulkEmailContent`. AWS's model lets the template be absent; SES has nothing
/// to send then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct BulkEmailContent<'a> {
    /// The template, its data, headers and files.
    pub template: Template<'a>,
}

/// `BulkEmailEntry`: one message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct BulkEmailEntry {
    /// At most 50 recipients.
    pub destination: Destination,
    /// Tags in place of the default ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replacement_tags: Vec<MessageTag>,
    /// What fills the template, in place of the default data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replacement_email_content: Option<ReplacementEmailContent>,
    /// Headers beside the template's, and before those of the same name; at most 15.
    #[serde(default, skip_serializing_if = "MessageHeaders::is_empty")]
    pub replacement_headers: MessageHeaders,
}

/// `ReplacementEmailContent`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct ReplacementEmailContent {
    /// What the entry fills the template with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replacement_template: Option<ReplacementTemplate>,
}

/// `ReplacementTemplate`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct ReplacementTemplate {
    /// The data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replacement_template_data: Option<TemplateData>,
}

impl From<TemplateData> for ReplacementEmailContent {
    fn from(data: TemplateData) -> Self {
        let replacement = ReplacementTemplate { replacement_template_data: Some(data) };
        Self { replacement_template: Some(replacement) }
    }
}

/// What v2 `SendBulkEmail` answers. A success of the call says nothing of any
/// message: each has its own status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SendBulkEmailResponse {
    /// One for each entry, in their order.
    pub bulk_email_entry_results: Vec<BulkResult>,
}

impl Operation for SendBulkEmail<'_> {
    const NAME: &'static str = "SendBulkEmail";
    type Output = SendBulkEmailResponse;

    fn request(&self) -> Request {
        let blobs = self.default_content.template.blobs();
        json::request(Method::Post, json::path(&["outbound-bulk-emails"]), self, &blobs)
    }

    fn interpret(response: &Response<'_>) -> Result<SendBulkEmailResponse, Rejection> {
        json::read(response)
    }
}
