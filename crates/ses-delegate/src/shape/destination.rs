//! Who receives a message.

use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::address::{Mailbox, Recipients};
use crate::error::ParseError;
use crate::input::refused;

/// `Destination`: the envelope, by header. At least one recipient and at most
/// 50, over `ToAddresses`, `CcAddresses` and `BccAddresses`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination(Recipients);

impl Destination {
    /// Who they are.
    pub fn recipients(&self) -> &Recipients {
        &self.0
    }
}

impl From<Recipients> for Destination {
    fn from(recipients: Recipients) -> Self {
        Self(recipients)
    }
}

impl Serialize for Destination {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let lists = [
            ("ToAddresses", self.0.to()),
            ("CcAddresses", self.0.cc()),
            ("BccAddresses", self.0.bcc()),
        ];
        let given = lists.into_iter().filter(|(_, list)| !list.is_empty());
        let mut written = to.serialize_struct("Destination", given.clone().count())?;
        for (name, list) in given {
            written.serialize_field(name, list)?;
        }
        written.end()
    }
}

#[derive(Deserialize)]
#[serde(rename = "Destination", deny_unknown_fields)]
struct Lists {
    #[serde(default, rename = "ToAddresses")]
    to: Vec<Mailbox>,
    #[serde(default, rename = "CcAddresses")]
    cc: Vec<Mailbox>,
    #[serde(default, rename = "BccAddresses")]
    bcc: Vec<Mailbox>,
}

impl<'de> Deserialize<'de> for Destination {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Lists { to, cc, bcc } = Lists::deserialize(from)?;
        Recipients::new(to, cc, bcc).map(Self).map_err(|error| refused(&error))
    }
}

/// `Destinations` of `SendRawEmail`: the envelope, at most 50; with none SES
/// delivers to the message's To, Cc and Bcc headers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Destinations(Vec<Mailbox>);

impl Destinations {
    /// # Errors
    /// `recipients.many` with more than 50.
    pub fn new(all: Vec<Mailbox>) -> Result<Self, ParseError> {
        match all.len() {
            ..=Recipients::MAX => Ok(Self(all)),
            many => {
                Err(ParseError::new("recipients.many", "at most 50 recipients", format!("{many}")))
            }
        }
    }

    /// Who they are.
    pub fn as_slice(&self) -> &[Mailbox] {
        &self.0
    }

    /// True if the headers decide.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Bare addresses: names are for headers.
impl From<&Recipients> for Destinations {
    fn from(recipients: &Recipients) -> Self {
        Self(recipients.envelope().cloned().map(Mailbox::from).collect())
    }
}

impl<'de> Deserialize<'de> for Destinations {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(Vec::deserialize(from)?).map_err(|error| refused(&error))
    }
}
