//! Proven values as texts in JSON and forms, and back.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::address::{EmailAddress, Mailbox};
use crate::arn::IdentityArn;
use crate::header::{ContentId, HeaderText, MediaType};
use crate::identity_name::IdentityName;
use crate::input::refused;
use crate::mime;
use crate::name::{
    Charset, ConfigurationSetName, ContactListName, EndpointId, PolicyName, TagText, TemplateName,
    TenantName, TopicName,
};
use crate::policy::PolicyDocument;
use crate::template::{TemplateArn, TemplateData};

/// Types with `as_str` and `FromStr`, written as the one and read by the other.
macro_rules! proven_texts {
    ($($name:ty),* $(,)?) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from)?.parse().map_err(|error| $crate::input::refused(&error))
            }
        }
    )*};
}
pub(crate) use proven_texts;

proven_texts!(
    Charset,
    ConfigurationSetName,
    ContactListName,
    ContentId,
    EmailAddress,
    EndpointId,
    IdentityArn,
    IdentityName,
    MediaType,
    PolicyDocument,
    PolicyName,
    TagText,
    TemplateArn,
    TemplateData,
    TemplateName,
    TenantName,
    TopicName,
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
