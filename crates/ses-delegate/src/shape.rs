//! AWS's shapes that several operations share, and how proven values stand in
//! them. Member names are AWS's, in both dialects.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::address::{EmailAddress, Mailbox, Recipients};
use crate::arn::IdentityArn;
use crate::body::{Alphabet, BodyPlan, Coding};
use crate::header::{ContentId, HeaderText, MediaType};
use crate::message::Message;
use crate::mime::{self, RawMessage};

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
///
/// They are no part of what serde writes: a request's writer marks the place
/// (by the one 128-bit number there is) and the blob's plan goes there.
#[derive(Debug, Clone)]
pub enum Blob<'a> {
    /// The bytes themselves.
    Bytes(Cow<'a, [u8]>),
    /// A message, whose files may be elsewhere.
    Message(Cow<'a, BodyPlan>),
    /// A file of the draft, by its place, and its size in bytes.
    File(usize, u64),
}

impl<'a> From<&'a RawMessage> for Blob<'a> {
    fn from(message: &'a RawMessage) -> Self {
        Self::Message(Cow::Borrowed(message.plan()))
    }
}

impl Blob<'_> {
    pub(crate) fn plan(&self, alphabet: Alphabet) -> BodyPlan {
        match self {
            Self::Bytes(bytes) => BodyPlan::from(bytes.to_vec()).to_base64(alphabet),
            Self::Message(message) => message.to_base64(alphabet),
            Self::File(file, size) => BodyPlan::of_file(*file, *size, Coding::Base64),
        }
    }
}

impl Serialize for Blob<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u128(0)
    }
}

impl<'de> Deserialize<'de> for Blob<'_> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(from)?;
        let bytes = STANDARD.decode(text.as_bytes()).map_err(D::Error::custom)?;
        Ok(Self::Bytes(bytes.into()))
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
