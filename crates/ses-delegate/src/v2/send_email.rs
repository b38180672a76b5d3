//! `SendEmail` of API v2: raw MIME, text and files from which SES writes it, or a template.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html>

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::configuration_overrides::ConfigurationOverrides;
use super::content::Content;
use super::json;
use crate::address::{EmailAddress, Mailbox};
use crate::arn::IdentityArn;
use crate::name::{
    ConfigurationSetName, EndpointId, ListManagementOptions, MessageTag, TenantName,
};
use crate::operation::{Method, Operation, Request, Response};
use crate::outcome::{Rejection, Sent};
use crate::shape::Destination;

/// Input of v2 `SendEmail`. At most 40 MB of MIME, given or written by SES.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct SendEmail<'a> {
    /// The sender. With raw content it would replace the `From` header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_email_address: Option<Mailbox>,
    /// Authorises the sender; stands for v1's `SourceArn` and `FromArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_email_address_identity_arn: Option<IdentityArn>,
    /// The envelope: at most 50 recipients. With raw content and none, SES
    /// delivers to the message's To, Cc and Bcc headers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination: Option<Destination>,
    /// Where replies go. With raw content it would replace the `Reply-To` header.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reply_to_addresses: Vec<Mailbox>,
    /// Where bounces go; v1's `ReturnPath`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feedback_forwarding_email_address: Option<EmailAddress>,
    /// Authorises that address; v1's `ReturnPathArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feedback_forwarding_email_address_identity_arn: Option<IdentityArn>,
    /// The message.
    pub content: Content<'a>,
    /// By which events are counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub email_tags: Vec<MessageTag>,
    /// Rules for the message; the identity's default set if none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration_set_name: Option<ConfigurationSetName>,
    /// A multi-region endpoint; see [`EndpointId`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint_id: Option<EndpointId>,
    /// Whose mail it is, where one account sends for several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_name: Option<TenantName>,
    /// By which recipients unsubscribe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_management_options: Option<ListManagementOptions>,
    /// Settings of the configuration set, for this message alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration_overrides: Option<ConfigurationOverrides>,
}

impl Operation for SendEmail<'_> {
    const NAME: &'static str = "SendEmail";
    type Output = Sent;

    fn request(&self) -> Request {
        json::request(Method::Post, json::path(&["outbound-emails"]), self, &self.content.blobs())
    }

    fn interpret(response: &Response<'_>) -> Result<Sent, Rejection> {
        #[derive(Deserialize)]
        #[serde(rename_all = "PascalCase")]
        struct SendEmailResponse {
            #[serde(deserialize_with = "not_empty")]
            message_id: String,
        }
        let SendEmailResponse { message_id } = json::read(response)?;
        Ok(Sent { message_id, request_id: json::request_id(response) })
    }
}

/// An id that is no text would not prove that the message was accepted.
fn not_empty<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    match String::deserialize(from)? {
        empty if empty.is_empty() => Err(D::Error::custom("no id")),
        id => Ok(id),
    }
}
