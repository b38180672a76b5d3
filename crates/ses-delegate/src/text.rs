//! Proven values as texts in JSON and forms, and back.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::address::{EmailAddress, Mailbox};
use crate::arn::IdentityArn;
use crate::header::{ContentId, HeaderText, MediaType};
use crate::identity_name::IdentityName;
use crate::input::refused;
use crate::mime;
use crate::policy::PolicyDocument;
use crate::proven::proven_texts;
use crate::template::{TemplateArn, TemplateData};

proven_texts!(
    ContentId,
    EmailAddress,
    IdentityArn,
    IdentityName,
    MediaType,
    PolicyDocument,
    TemplateArn,
    TemplateData,
);

/// One line, 7-bit: as `mime::formatted` writes it.
impl Serialize for Mailbox {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&mime::formatted(self))
    }
}

impl<'de> Deserialize<'de> for Mailbox {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::from_header(&String::deserialize(from)?).map_err(|error| refused(&error))
    }
}

impl Serialize for HeaderText {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}
