//! `SendRawEmail`: one's own MIME, authorised by parameters or by X-SES headers.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html>

use serde::{Deserialize, Serialize};

use crate::address::Mailbox;
use crate::arn::IdentityArn;
use crate::name::{ConfigurationSetName, MessageTag};
use crate::operation::{Operation, Request, Response};
use crate::outcome::{Rejection, Sent};
use crate::query::xml;
use crate::shape::{Blob, Destinations};

/// Input of v1 `SendRawEmail`. At most 10 485 760 bytes of MIME.
///
/// It has no return path of its own: SES takes `source`, else the
/// `Return-Path` header, else `From`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct SendRawEmail<'a> {
    /// Sender and address for bounces, before any `Return-Path` header.
    pub source: Option<Mailbox>,
    /// The envelope: at most 50 recipients. If there is any, headers deliver nothing.
    #[serde(default)]
    pub destinations: Destinations,
    /// The message.
    pub raw_message: RawMessage<'a>,
    /// Authorises the `From` header; wins over `X-SES-FROM-ARN`.
    pub from_arn: Option<IdentityArn>,
    /// Authorises the source; wins over `X-SES-SOURCE-ARN`.
    pub source_arn: Option<IdentityArn>,
    /// Authorises the address for bounces; wins over `X-SES-RETURN-PATH-ARN`.
    pub return_path_arn: Option<IdentityArn>,
    /// By which events are counted; they replace those of `X-SES-MESSAGE-TAGS`.
    #[serde(default)]
    pub tags: Vec<MessageTag>,
    /// Rules for the message; wins over `X-SES-CONFIGURATION-SET`.
    pub configuration_set_name: Option<ConfigurationSetName>,
}

/// `RawMessage`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct RawMessage<'a> {
    /// The MIME.
    pub data: Blob<'a>,
}

impl Operation for SendRawEmail<'_> {
    const NAME: &'static str = "SendRawEmail";
    type Output = Sent;

    fn request(&self) -> Request {
        super::request(Self::NAME, self, &[&self.raw_message.data])
    }

    fn interpret(response: &Response<'_>) -> Result<Sent, Rejection> {
        xml::sent(response, Self::NAME)
    }
}
