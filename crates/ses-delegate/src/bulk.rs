//! What became of each message of a bulk send.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! statuses {
    ($($(#[$doc:meta])* $status:ident, $in_v2:literal $(| $also:literal)?;)*) => {
        /// The status of one message. Both APIs mean the same; v1 writes
        /// `TemplateDoesNotExist` where v2 writes `TEMPLATE_NOT_FOUND`.
        ///
        /// # Source
        /// SES API v1 reference, `BulkEmailDestinationStatus`; SES API v2
        /// reference, `BulkEmailEntryResult`.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum BulkStatus {
            $($(#[$doc])* $status,)*
            /// A word that AWS has added since, as it stands in the answer.
            Unknown(String),
        }

        impl BulkStatus {
            /// API v1's word for it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$status => stringify!($status),)*
                    Self::Unknown(word) => word,
                }
            }

            /// API v2's word for it.
            pub fn as_v2_str(&self) -> &str {
                match self {
                    $(Self::$status => $in_v2,)*
                    Self::Unknown(word) => word,
                }
            }
        }

        impl FromStr for BulkStatus {
            type Err = Infallible;

            fn from_str(word: &str) -> Result<Self, Infallible> {
                Ok(match word {
                    $(stringify!($status) | $in_v2 $(| $also)? => Self::$status,)*
                    other => Self::Unknown(other.to_owned()),
                })
            }
        }
    };
}

statuses! {
    /// SES accepted the message.
    Success, "SUCCESS";
    /// It holds a virus.
    MessageRejected, "MESSAGE_REJECTED";
    /// The sender is not verified.
    MailFromDomainNotVerified, "MAIL_FROM_DOMAIN_NOT_VERIFIED";
    /// No such configuration set.
    ConfigurationSetDoesNotExist, "CONFIGURATION_SET_NOT_FOUND" | "CONFIGURATION_SET_DOES_NOT_EXIST";
    /// No such template.
    TemplateDoesNotExist, "TEMPLATE_NOT_FOUND" | "TEMPLATE_DOES_NOT_EXIST";
    /// The account was shut down.
    AccountSuspended, "ACCOUNT_SUSPENDED";
    /// The account sends faster than it may.
    AccountThrottled, "ACCOUNT_THROTTLED";
    /// The account has sent all that it may in 24 hours.
    AccountDailyQuotaExceeded, "ACCOUNT_DAILY_QUOTA_EXCEEDED";
    /// The configuration set names an IP pool that does not exist.
    InvalidSendingPoolName, "INVALID_SENDING_POOL_NAME";
    /// Sending is switched off for the account.
    AccountSendingPaused, "ACCOUNT_SENDING_PAUSED";
    /// Sending is switched off for the configuration set.
    ConfigurationSetSendingPaused, "CONFIGURATION_SET_SENDING_PAUSED";
    /// A member is wrong; the error says which.
    InvalidParameterValue, "INVALID_PARAMETER" | "INVALID_PARAMETER_VALUE";
    /// SES had a passing trouble.
    TransientFailure, "TRANSIENT_FAILURE";
    /// SES could not process it; the error says why.
    Failed, "FAILED";
}

impl BulkStatus {
    /// SES accepted the message.
    pub fn is_success(&self) -> bool {
        *self == Self::Success
    }

    /// SES did not accept the message, and might if it is sent again later as it is.
    pub fn may_retry(&self) -> bool {
        matches!(self, Self::AccountThrottled | Self::TransientFailure)
    }
}

impl fmt::Display for BulkStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for BulkStatus {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for BulkStatus {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Ok(status) = String::deserialize(from)?.parse();
        Ok(status)
    }
}

/// One message's result, in the order of the request's entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct BulkResult {
    /// What became of it; AWS's model lets it be absent, which proves nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<BulkStatus>,
    /// AWS's text, if it was not accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// SES's id of the message, if it was accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
}

impl BulkResult {
    /// See [`BulkStatus::is_success`].
    pub fn is_success(&self) -> bool {
        self.status.as_ref().is_some_and(BulkStatus::is_success)
    }

    /// See [`BulkStatus::may_retry`].
    pub fn may_retry(&self) -> bool {
        self.status.as_ref().is_some_and(BulkStatus::may_retry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_are_one_status() {
        for (v1, v2, status) in [
            ("Success", "SUCCESS", BulkStatus::Success),
            ("TemplateDoesNotExist", "TEMPLATE_NOT_FOUND", BulkStatus::TemplateDoesNotExist),
            ("TemplateDoesNotExist", "TEMPLATE_DOES_NOT_EXIST", BulkStatus::TemplateDoesNotExist),
            ("InvalidParameterValue", "INVALID_PARAMETER", BulkStatus::InvalidParameterValue),
            ("AccountThrottled", "ACCOUNT_THROTTLED", BulkStatus::AccountThrottled),
        ] {
            let read = |word: &str| serde_json::from_value::<BulkStatus>(word.into()).unwrap();
            assert_eq!((read(v1), read(v2)), (status.clone(), status.clone()));
            assert_eq!(status.to_string(), v1);
            assert_eq!(read(status.as_v2_str()), status);
        }
    }

    #[test]
    fn unknown_words_and_absent_ones_are_no_success() {
        let read = |json| serde_json::from_str::<BulkResult>(json).unwrap();
        let new = read(r#"{"Status":"NEW_WORD","Error":null,"Added":1}"#);
        assert_eq!(new.status, Some(BulkStatus::Unknown("NEW_WORD".into())));
        assert_eq!(serde_json::to_string(&new).unwrap(), r#"{"Status":"NEW_WORD"}"#);
        assert!(!new.is_success() && !new.may_retry());
        assert!(!read(r#"{"MessageId":"m"}"#).is_success());
        assert!(read(r#"{"Status":"Success","MessageId":"m"}"#).is_success());
        assert!(read(r#"{"Status":"TRANSIENT_FAILURE"}"#).may_retry());
        assert!(!read(r#"{"Status":"ACCOUNT_DAILY_QUOTA_EXCEEDED"}"#).may_retry());
    }
}
