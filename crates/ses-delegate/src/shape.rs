//! AWS's shapes that several operations share, and how proven values stand in
//! them. Member names are AWS's, in both dialects.

use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};

use crate::address::{EmailAddress, Mailbox, Recipients};
use crate::arn::IdentityArn;
use crate::header::{ContentId, HeaderText, MediaType};
use crate::message::Message;
use crate::mime;

/// `Destination`: the envelope, by header.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Destination<'a> {
    /// `To`.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub to_addresses: &'a [Mailbox],
    /// `Cc`.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub cc_addresses: &'a [Mailbox],
    /// In no header.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub bcc_addresses: &'a [Mailbox],
}

impl<'a> From<&'a Recipients> for Destination<'a> {
    fn from(recipients: &'a Recipients) -> Self {
        Self {
            to_addresses: recipients.to(),
            cc_addresses: recipients.cc(),
            bcc_addresses: recipients.bcc(),
        }
    }
}

/// `Content`: text and its character set, always UTF-8 (SES assumes 7-bit ASCII otherwise).
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Content<'a> {
    data: &'a str,
    charset: &'static str,
}

impl<'a> From<&'a str> for Content<'a> {
    fn from(data: &'a str) -> Self {
        Self { data, charset: "UTF-8" }
    }
}

/// `Body`: text, HTML or both.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "PascalCase")]
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

/// Bytes, which both dialects write as base64 (RFC 4648 section 4, padded, one line).
#[derive(Debug, Clone, Copy)]
pub struct Blob<'a>(pub &'a [u8]);

impl Serialize for Blob<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&Base64Display::new(self.0, &STANDARD))
    }
}

impl Serialize for Mailbox {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&mime::formatted(self))
    }
}

macro_rules! serialize_as_str {
    ($($name:ty),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }
    )*};
}
serialize_as_str!(EmailAddress, IdentityArn, HeaderText, MediaType, ContentId);
