//! `SendRawEmail`: one's own MIME, authorised by parameters or by X-SES headers.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html>

use serde::Serialize;

use crate::address::EmailAddress;
use crate::arn::IdentityArn;
use crate::operation::{Operation, Request, Response};
use crate::outcome::{Rejection, Sent};
use crate::query::xml;
use crate::shape::Blob;

/// Input of v1 `SendRawEmail`. At most 10 485 760 bytes of MIME.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SendRawEmail<'a> {
    /// Sender and address for bounces, before any `Return-Path` header; that
    /// header, else `From`, if none.
    pub source: Option<&'a EmailAddress>,
    /// The envelope: at most 50 recipients. Headers deliver nothing.
    pub destinations: Vec<&'a EmailAddress>,
    /// The message.
    pub raw_message: RawMessage<'a>,
    /// Authorises the `From` header.
    pub from_arn: Option<&'a IdentityArn>,
    /// Authorises the source.
    pub source_arn: Option<&'a IdentityArn>,
    /// Authorises the address for bounces.
    pub return_path_arn: Option<&'a IdentityArn>,
}

/// `RawMessage`.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
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
        xml::sent(response)
    }
}
