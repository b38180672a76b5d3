//! `SendBounce`: a bounce to the sender of a message that SES received, at most
//! 24 hours after it came.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference/API_SendBounce.html>

mod dsn;
mod recipient;

use serde::{Deserialize, Serialize};

use crate::address::Mailbox;
use crate::arn::IdentityArn;
use crate::operation::{Operation, Request, Response};
use crate::outcome::{Rejection, Sent};
use crate::query::xml;
use crate::shape::List;

pub use dsn::{
    DiagnosticCode, DsnAction, DsnStatus, ExtensionField, ExtensionFieldName, ExtensionFieldValue,
    MessageDsn, Mta, OriginalMessageId, RecipientDsnFields,
};
pub use recipient::{BounceReason, BounceType, BouncedRecipientInfo};

/// Input of v1 `SendBounce`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct SendBounce {
    /// SES's id of the message that bounces.
    pub original_message_id: OriginalMessageId,
    /// The bounce's `From` header.
    pub bounce_sender: Mailbox,
    /// Why, for people; SES words it if there is none.
    pub explanation: Option<String>,
    /// What the bounce says of the whole message; chosen by SES if none.
    pub message_dsn: Option<MessageDsn>,
    /// Whom the message did not reach: at least one.
    pub bounced_recipient_info_list: List<BouncedRecipientInfo, 1, { usize::MAX }>,
    /// Authorises the bounce's sender.
    pub bounce_sender_arn: Option<IdentityArn>,
}

impl Operation for SendBounce {
    const NAME: &'static str = "SendBounce";
    /// The id of the bounce.
    type Output = Sent;

    fn request(&self) -> Request {
        super::request(Self::NAME, self, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<Sent, Rejection> {
        xml::sent(response, Self::NAME)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"{
        "OriginalMessageId": "o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1",
        "BounceSender": "mailer-daemon@example.com",
        "Explanation": "No such\nperson",
        "MessageDsn": {
            "ReportingMta": "dns; inbound-smtp.us-east-1.amazonaws.com",
            "ArrivalDate": "2026-01-15T12:34:56Z",
            "ExtensionFields": [{ "Name": "X-One", "Value": "1; é" }]
        },
        "BouncedRecipientInfoList": [{
            "Recipient": "bob@example.com",
            "RecipientArn": "arn:aws:ses:us-east-1:123456789012:identity/example.com",
            "BounceType": "DoesNotExist",
            "RecipientDsnFields": {
                "FinalRecipient": "robert@example.com",
                "Action": "failed",
                "RemoteMta": "dns; mx.example.org",
                "Status": "5.1.1",
                "DiagnosticCode": "smtp; 550 5.1.1 No such person",
                "LastAttemptDate": 1768480496.25,
                "ExtensionFields": []
            }
        }],
        "BounceSenderArn": "arn:aws:ses:us-east-1:123456789012:identity/example.com"
    }"#;

    #[test]
    fn every_member() {
        let input = SendBounce::from_json(WHOLE).unwrap();
        let arn = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
        let recipient = "BouncedRecipientInfoList.member.1";
        let dsn = format!("{recipient}.RecipientDsnFields");
        let expected = [
            ("OriginalMessageId".into(), "o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1"),
            ("BounceSender".into(), "mailer-daemon@example.com"),
            ("Explanation".into(), "No such\nperson"),
            ("MessageDsn.ReportingMta".into(), "dns; inbound-smtp.us-east-1.amazonaws.com"),
            ("MessageDsn.ArrivalDate".into(), "2026-01-15T12:34:56Z"),
            ("MessageDsn.ExtensionFields.member.1.Name".into(), "X-One"),
            ("MessageDsn.ExtensionFields.member.1.Value".into(), "1; é"),
            (format!("{recipient}.Recipient"), "bob@example.com"),
            (format!("{recipient}.RecipientArn"), arn),
            (format!("{recipient}.BounceType"), "DoesNotExist"),
            (format!("{dsn}.FinalRecipient"), "robert@example.com"),
            (format!("{dsn}.Action"), "failed"),
            (format!("{dsn}.RemoteMta"), "dns; mx.example.org"),
            (format!("{dsn}.Status"), "5.1.1"),
            (format!("{dsn}.DiagnosticCode"), "smtp; 550 5.1.1 No such person"),
            (format!("{dsn}.LastAttemptDate"), "2026-01-15T12:34:56.250Z"),
            ("BounceSenderArn".into(), arn),
        ];
        let expected = expected.map(|(name, value)| (name, value.to_owned()));
        assert_eq!(input.request().parameters(), expected);
    }

    #[test]
    fn wrong_members_are_named() {
        let at = "BouncedRecipientInfoList[0]";
        for (part, instead, code, field) in [
            (
                "\"X-One\"",
                "\"X One\"",
                "dsn.field_name",
                "MessageDsn.ExtensionFields[0].Name".into(),
            ),
            (
                "1; é",
                "1\\r\\nBcc: x",
                "dsn.field_value",
                "MessageDsn.ExtensionFields[0].Value".into(),
            ),
            ("dns; inbound", "inbound", "dsn.mta", "MessageDsn.ReportingMta".into()),
            ("\"5.1.1\"", "\"3.1.1\"", "dsn.status", format!("{at}.RecipientDsnFields.Status")),
            (
                "550 5",
                "550\\n5",
                "dsn.diagnostic",
                format!("{at}.RecipientDsnFields.DiagnosticCode"),
            ),
            ("\"failed\"", "\"Failed\"", "input.shape", format!("{at}.RecipientDsnFields.Action")),
            ("\"o3v", "\" o3v", "dsn.message_id", "OriginalMessageId".into()),
            ("DoesNotExist", "Gone", "input.shape", format!("{at}.BounceType")),
        ] {
            let json = WHOLE.replacen(part, instead, 1);
            assert_ne!(json, WHOLE);
            let error = SendBounce::from_json(&json).unwrap_err();
            assert_eq!((error.code(), error.field()), (code, field.as_str()), "{instead}");
        }
    }
}
