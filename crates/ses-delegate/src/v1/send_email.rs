//! `SendEmail`: SES writes the MIME. No attachments, no headers of one's own;
//! X-SES headers do not work here, only the ARN parameters do.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html>

use serde::Serialize;

use crate::address::{EmailAddress, Mailbox};
use crate::arn::IdentityArn;
use crate::operation::{Operation, Request, Response};
use crate::outcome::{Rejection, Sent};
use crate::query::xml;
use crate::shape::{Body, Content, Destination};

/// Input of v1 `SendEmail`. At most 10 485 760 bytes once SES has written it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SendEmail<'a> {
    /// The sender.
    pub source: &'a Mailbox,
    /// At most 50 recipients.
    pub destination: Destination<'a>,
    /// Subject and body.
    pub message: Message<'a>,
    /// Where replies go.
    pub reply_to_addresses: &'a [Mailbox],
    /// Where bounces go; the source if none.
    pub return_path: Option<&'a EmailAddress>,
    /// Authorises the source.
    pub source_arn: Option<&'a IdentityArn>,
    /// Authorises the return path.
    pub return_path_arn: Option<&'a IdentityArn>,
}

/// `Message`: what is readable.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
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
        xml::sent(response)
    }
}
