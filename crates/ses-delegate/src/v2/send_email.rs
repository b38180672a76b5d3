//! `SendEmail` of API v2: raw MIME, or text and files from which SES writes it.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html>

use serde::Serialize;

use super::json;
use crate::address::{EmailAddress, Mailbox};
use crate::arn::IdentityArn;
use crate::header::{ContentId, HeaderText, MediaType};
use crate::message::{self, Placement};
use crate::operation::{Method, Operation, Request, Response};
use crate::outcome::{Rejection, Sent};
use crate::shape::{self, Blob, Body, Destination};

/// Input of v2 `SendEmail`. At most 40 MB of MIME, given or written by SES.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SendEmail<'a> {
    /// The sender. With raw content it would replace the `From` header, so none is given then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_email_address: Option<&'a Mailbox>,
    /// Authorises the sender; stands for v1's `SourceArn` and `FromArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_email_address_identity_arn: Option<&'a IdentityArn>,
    /// The envelope: at most 50 recipients.
    pub destination: Destination<'a>,
    /// Where replies go. With raw content it would replace the `Reply-To` header.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub reply_to_addresses: &'a [Mailbox],
    /// Where bounces go; v1's `ReturnPath`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feedback_forwarding_email_address: Option<&'a EmailAddress>,
    /// Authorises that address; v1's `ReturnPathArn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feedback_forwarding_email_address_identity_arn: Option<&'a IdentityArn>,
    /// The message.
    pub content: Content<'a>,
}

/// `EmailContent`.
#[derive(Debug, Clone, Serialize)]
pub enum Content<'a> {
    /// One's own MIME.
    Raw(Raw<'a>),
    /// SES writes the MIME.
    Simple(Simple<'a>),
}

/// `RawMessage`.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Raw<'a> {
    /// The MIME.
    pub data: Blob<'a>,
}

/// `Message`.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Simple<'a> {
    /// The subject.
    pub subject: shape::Content<'a>,
    /// Text, HTML or both.
    pub body: Body<'a>,
    /// Files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment<'a>>,
}

/// `Attachment`: one layer of base64, against two in raw content.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Attachment<'a> {
    /// The bytes.
    pub raw_content: Blob<'a>,
    /// What the reader will see it called.
    pub file_name: &'a HeaderText,
    /// `ATTACHMENT` or `INLINE`.
    pub content_disposition: &'static str,
    /// The name by which HTML shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_id: Option<&'a ContentId>,
    /// What it is.
    pub content_type: &'a MediaType,
    /// How SES writes it: always `BASE64`, which changes no byte.
    pub content_transfer_encoding: &'static str,
}

impl<'a> Attachment<'a> {
    /// The draft's file at place `file`.
    pub fn new(file: usize, attachment: &'a message::Attachment) -> Self {
        let (content_disposition, content_id) = match &attachment.placement {
            Placement::Attached => ("ATTACHMENT", None),
            Placement::Inline(id) => ("INLINE", Some(id)),
        };
        Self {
            raw_content: Blob::File(file, attachment.content.size()),
            file_name: &attachment.file_name,
            content_disposition,
            content_id,
            content_type: &attachment.media_type,
            content_transfer_encoding: "BASE64",
        }
    }
}

impl Operation for SendEmail<'_> {
    const NAME: &'static str = "SendEmail";
    type Output = Sent;

    fn request(&self) -> Request {
        let blobs: Vec<&Blob<'_>> = match &self.content {
            Content::Raw(raw) => vec![&raw.data],
            Content::Simple(simple) => {
                simple.attachments.iter().map(|attachment| &attachment.raw_content).collect()
            }
        };
        json::request(Method::Post, "/v2/email/outbound-emails", self, &blobs)
    }

    fn interpret(response: &Response<'_>) -> Result<Sent, Rejection> {
        json::sent(response)
    }
}
