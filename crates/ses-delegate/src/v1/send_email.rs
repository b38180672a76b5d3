//! `SendEmail`: SES writes the MIME. No attachments, no headers of one's own;
//! X-SES headers do not work here, only the ARN parameters do.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html>

use serde::{Deserialize, Serialize};

use crate::address::{EmailAddress, Mailbox};
use crate::arn::IdentityArn;
use crate::name::{ConfigurationSetName, MessageTag};
use crate::operation::{Operation, Request, Response};
use crate::outcome::{Rejection, Sent};
use crate::query::xml;
use crate::shape::{Body, Content, Destination};

/// Input of v1 `SendEmail`. At most 10 485 760 bytes once SES has written it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct SendEmail<'a> {
    /// The sender.
    pub source: Mailbox,
    /// At most 50 recipients.
    pub destination: Destination,
    /// Subject and body.
    pub message: Message<'a>,
    /// Where replies go.
    #[serde(default)]
    pub reply_to_addresses: Vec<Mailbox>,
    /// Where bounces go; the source if none.
    pub return_path: Option<EmailAddress>,
    /// Authorises the source.
    pub source_arn: Option<IdentityArn>,
    /// Authorises the return path.
    pub return_path_arn: Option<IdentityArn>,
    /// By which events are counted.
    #[serde(default)]
    pub tags: Vec<MessageTag>,
    /// Rules for the message; the identity's default set if none.
    pub configuration_set_name: Option<ConfigurationSetName>,
}

/// `Message`: what is readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Message<'a> {
    /// The subject.
    pub subject: Content<'a>,
    /// Text, HTML or both.
    pub body: Body<'a>,
}

impl Operation for SendEmail<'_> {
    const NAME: &'static str = "SendEmail";
    type Output = Sent;

    fn request(&self) -> Request {
        super::request(Self::NAME, self, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<Sent, Rejection> {
        xml::sent(response, Self::NAME)
    }
}
