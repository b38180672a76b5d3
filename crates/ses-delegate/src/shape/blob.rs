//! Bytes in a request.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::body::{Alphabet, BodyPlan, Coding};
use crate::error::ParseError;
use crate::input::refused;
use crate::mime::RawMessage;

/// Bytes, which both dialects write as base64 (RFC 4648 section 4, padded, one line).
///
/// They are no part of what serde writes: a request's writer marks the place
/// (by the one 128-bit number there is) and the blob's plan goes there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blob<'a> {
    /// The bytes themselves.
    Bytes(Cow<'a, [u8]>),
    /// A message, whose files may be elsewhere.
    Message(Cow<'a, BodyPlan>),
    /// A file of the draft, by its place, and its size in bytes.
    File(usize, u64),
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

impl<'a> From<&'a RawMessage> for Blob<'a> {
    fn from(message: &'a RawMessage) -> Self {
        Self::Message(Cow::Borrowed(message.plan()))
    }
}

impl Serialize for Blob<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u128(0)
    }
}

impl<'de> Deserialize<'de> for Blob<'_> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        match STANDARD.decode(&text) {
            Ok(bytes) => Ok(Self::Bytes(bytes.into())),
            Err(error) => {
                let expected = "bytes as padded base64";
                Err(refused(&ParseError::new("blob.base64", expected, error.to_string())))
            }
        }
    }
}
