//! Whom a message did not reach, and why.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::dsn::RecipientDsnFields;
use crate::address::EmailAddress;
use crate::arn::IdentityArn;
use crate::error::ParseError;
use crate::input::refused;

/// `BouncedRecipientInfo`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BouncedRecipientInfo {
    /// Whom the message was for.
    pub recipient: EmailAddress,
    /// Authorises to receive mail for the recipient.
    pub recipient_arn: Option<IdentityArn>,
    /// Why it bounces.
    pub reason: BounceReason,
}

/// Why a message bounces: AWS wants a `BounceType`, `RecipientDsnFields` or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BounceReason {
    /// A type, from which SES fills in the fields.
    Type(BounceType),
    /// The fields themselves, which prevail over those of a type.
    Fields(RecipientDsnFields, Option<BounceType>),
}

/// `BounceType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BounceType {
    /// No such recipient.
    DoesNotExist,
    /// The message is too large.
    MessageTooLarge,
    /// The recipient's mailbox is full.
    ExceededQuota,
    /// The content was refused.
    ContentRejected,
    /// Something else.
    Undefined,
    /// A trouble that may pass.
    TemporaryFailure,
}

/// `BouncedRecipientInfo` as it is written.
#[derive(Serialize, Deserialize)]
#[serde(rename = "BouncedRecipientInfo", rename_all = "PascalCase", deny_unknown_fields)]
struct Members {
    recipient: EmailAddress,
    recipient_arn: Option<IdentityArn>,
    bounce_type: Option<BounceType>,
    recipient_dsn_fields: Option<RecipientDsnFields>,
}

impl Serialize for BouncedRecipientInfo {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (bounce_type, recipient_dsn_fields) = match self.reason.clone() {
            BounceReason::Type(kind) => (Some(kind), None),
            BounceReason::Fields(fields, kind) => (kind, Some(fields)),
        };
        let members = Members {
            recipient: self.recipient.clone(),
            recipient_arn: self.recipient_arn.clone(),
            bounce_type,
            recipient_dsn_fields,
        };
        members.serialize(to)
    }
}

impl<'de> Deserialize<'de> for BouncedRecipientInfo {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Members { recipient, recipient_arn, bounce_type, recipient_dsn_fields } =
            Members::deserialize(from)?;
        let reason = match (recipient_dsn_fields, bounce_type) {
            (Some(fields), kind) => BounceReason::Fields(fields, kind),
            (None, Some(kind)) => BounceReason::Type(kind),
            (None, None) => {
                let expected = "a BounceType or RecipientDsnFields";
                return Err(refused(&ParseError::new("bounce.reason", expected, "neither")));
            }
        };
        Ok(Self { recipient, recipient_arn, reason })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_in_either_way_but_not_none() {
        let kind = r#""BounceType":"Undefined""#;
        let fields = r#""RecipientDsnFields":{"Action":"delayed","Status":"4.0.0"}"#;
        for members in [kind.to_owned(), fields.to_owned(), format!("{kind},{fields}")] {
            let json = format!(r#"{{"Recipient":"a@b.c",{members}}}"#);
            let read: BouncedRecipientInfo = serde_json::from_str(&json).unwrap();
            let written = serde_json::to_value(&read).unwrap();
            assert_eq!(written["BounceType"].is_string(), members.contains("BounceType"));
            assert_eq!(written["RecipientDsnFields"].is_object(), members.contains("Fields"));
        }
        let error = serde_json::from_str::<BouncedRecipientInfo>(r#"{"Recipient":"a@b.c"}"#);
        assert!(error.unwrap_err().to_string().starts_with("bounce.reason: "));
    }
}
