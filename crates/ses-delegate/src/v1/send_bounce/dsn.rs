//! Fields of a delivery status notification (RFC 3464). Each becomes a header
//! line of the bounce, so none may break one.

use serde::{Deserialize, Serialize};

use crate::address::EmailAddress;
use crate::proven::proven_types;
use crate::shape::Timestamp;

/// `MessageDsn`: what is said of the whole message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct MessageDsn {
    /// Who reports.
    pub reporting_mta: Mta,
    /// When the message came.
    pub arrival_date: Option<Timestamp>,
    /// Further headers.
    #[serde(default)]
    pub extension_fields: Vec<ExtensionField>,
}

/// `RecipientDsnFields`: what is said of one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct RecipientDsnFields {
    /// Where the message finally went; the recipient's own address if none.
    pub final_recipient: Option<EmailAddress>,
    /// What was done.
    pub action: DsnAction,
    /// Who refused the message.
    pub remote_mta: Option<Mta>,
    /// What went wrong.
    pub status: DsnStatus,
    /// What went wrong, at length.
    pub diagnostic_code: Option<DiagnosticCode>,
    /// When delivery was last tried.
    pub last_attempt_date: Option<Timestamp>,
    /// Further headers.
    #[serde(default)]
    pub extension_fields: Vec<ExtensionField>,
}

/// `DsnAction` (RFC 3464 section 2.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DsnAction {
    /// It could not be delivered.
    Failed,
    /// It is still being tried.
    Delayed,
    /// It was delivered.
    Delivered,
    /// It went on to where nothing is reported.
    Relayed,
    /// It was delivered and went on to several.
    Expanded,
}

/// `ExtensionField`: a header of the notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct ExtensionField {
    /// Its name.
    pub name: ExtensionFieldName,
    /// Its value.
    pub value: ExtensionFieldValue,
}

proven_types! {
    /// SES's id of a message: 1 to 256 visible ASCII characters.
    OriginalMessageId: is_id, "dsn.message_id", "SES's id of the message, without spaces";

    /// A mail server as `type; name`, such as `dns; mx.example.com`: at most
    /// 998 ASCII characters (RFC 3464 section 2.1.2).
    Mta: is_typed, "dsn.mta", "a mail server such as dns; mx.example.com";

    /// A status such as `5.1.1` (RFC 3463 section 2).
    DsnStatus: is_status, "dsn.status", "a status such as 5.1.1, of class 2, 4 or 5";

    /// What the other server said, such as `smtp; 550 5.1.1 No such person`:
    /// one line of at most 998 ASCII characters (RFC 3464 section 2.3.6).
    DiagnosticCode: is_line, "dsn.diagnostic", "one line of 1 to 998 ASCII characters";

    /// A header's name: 1 to 50 of `A-Z a-z 0-9 -`.
    ///
    /// # Source
    /// SES API v1 reference, `ExtensionField`.
    ExtensionFieldName: is_field_name, "dsn.field_name",
        "the name of a header: 1 to 50 ASCII letters, digits or -";

    /// A header's value: at most 2048 characters without line breaks or other
    /// control characters.
    ///
    /// # Source
    /// SES API v1 reference, `ExtensionField`.
    ExtensionFieldValue: is_field_value, "dsn.field_value",
        "one line of at most 2048 characters without control characters";
}

fn is_id(text: &str) -> bool {
    (1..=256).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}

fn is_line(text: &str) -> bool {
    (1..=998).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic() || b == b' ')
}

fn is_typed(text: &str) -> bool {
    let atom = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let typed = text.split_once(';');
    is_line(text) && typed.is_some_and(|(kind, name)| atom(kind) && !name.trim().is_empty())
}

fn is_status(text: &str) -> bool {
    let number =
        |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let [class, subject, detail] = text.split('.').collect::<Vec<_>>()[..] else { return false };
    ["2", "4", "5"].contains(&class) && number(subject) && number(detail)
}

fn is_field_name(text: &str) -> bool {
    (1..=50).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn is_field_value(text: &str) -> bool {
    text.chars().count() <= 2048
        && !text.contains(|c: char| c.is_control() || "\u{2028}\u{2029}".contains(c))
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn each_field_has_its_form() {
        fn taken<T: FromStr>(text: &str) -> bool {
            text.parse::<T>().is_ok()
        }
        assert!(taken::<Mta>("dns;mx.example.com") && taken::<Mta>("x-local; a b"));
        for text in ["", "dns", "dns;", "dns; ", "; a", "d s; a", "dns; ä", "dns; a\r\nB: c"] {
            assert!(!taken::<Mta>(text), "{text:?}");
        }
        assert!(taken::<DsnStatus>("2.0.0") && taken::<DsnStatus>("5.999.42"));
        for text in ["", "5", "5.1", "5.1.1.1", "5.1.1 ", "5.1.1000", "5.-1.1", "1.1.1", "５.1.1"]
        {
            assert!(!taken::<DsnStatus>(text), "{text:?}");
        }
        assert!(taken::<ExtensionFieldName>(&"a".repeat(50)));
        for text in ["", "a b", "a:", "ä", "a\n", &"a".repeat(51)] {
            assert!(!taken::<ExtensionFieldName>(text), "{text:?}");
        }
        assert!(
            taken::<ExtensionFieldValue>("") && taken::<ExtensionFieldValue>(&"é".repeat(2048))
        );
        for text in ["a\rb", "a\nb", "a\0b", "a\u{2028}b", "a\u{85}b", &"é".repeat(2049)] {
            assert!(!taken::<ExtensionFieldValue>(text), "{text:?}");
        }
    }
}
