//! Headers of the sender's own.

use super::{HeaderName, HeaderText};
use crate::error::ParseError;

/// A header of the sender's own, which means nothing to this crate.
///
/// Its value is plain text: what is not ASCII becomes encoded words, addresses
/// and parameters within it too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomHeader {
    name: HeaderName,
    value: HeaderText,
}

impl CustomHeader {
    /// Puts `value` under `name`.
    ///
    /// # Errors
    /// `header.reserved` if the name has a field of its own in a draft, or
    /// belongs to SES or to the structure of the message; `header.value`
    /// without a value.
    pub fn new(name: HeaderName, value: HeaderText) -> Result<Self, ParseError> {
        if let Some(owner) = owner(name.as_str()) {
            return Err(ParseError::quoting("header.reserved", owner, name.as_str()).at("name"));
        }
        if value.as_str().trim().is_empty() {
            return Err(ParseError::quoting("header.value", "a value", value.as_str()).at("value"));
        }
        Ok(Self { name, value })
    }

    /// Its name.
    pub fn name(&self) -> &HeaderName {
        &self.name
    }

    /// Its value, as a reader will see it.
    pub fn value(&self) -> &HeaderText {
        &self.value
    }
}

/// Headers of the sender's own, in order: a name that SES takes once only
/// stands once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomHeaders(Vec<CustomHeader>);

impl CustomHeaders {
    /// Adds `header` behind the others.
    ///
    /// # Errors
    /// `header.twice` if there is one of that name and SES would refuse two
    /// (SES Developer Guide, "Amazon SES header fields").
    pub fn push(&mut self, header: CustomHeader) -> Result<(), ParseError> {
        let name = header.name();
        if name.is_single() && self.0.iter().any(|earlier| earlier.name() == name) {
            return Err(ParseError::quoting(
                "header.twice",
                "another name, since SES takes this header once only",
                name.as_str(),
            )
            .at("name"));
        }
        self.0.push(header);
        Ok(())
    }

    /// The headers.
    pub fn as_slice(&self) -> &[CustomHeader] {
        &self.0
    }
}

/// Headers with a field of their own.
const FIELDS: [(&str, &str); 24] = [
    ("From", "from"),
    ("Sender", "sender"),
    ("To", "to"),
    ("Cc", "cc"),
    ("Bcc", "bcc"),
    ("Reply-To", "replyTo"),
    ("Return-Path", "returnPath"),
    ("Subject", "subject"),
    ("In-Reply-To", "inReplyTo"),
    ("References", "references"),
    ("List-Unsubscribe", "listUnsubscribe"),
    ("List-Unsubscribe-Post", "listUnsubscribe.oneClick"),
    ("List-Id", "listId"),
    ("Feedback-ID", "feedbackId"),
    ("Auto-Submitted", "autoSubmitted"),
    ("Importance", "importance"),
    ("Resent-Bcc", "bcc"),
    ("X-SES-SOURCE-ARN", "delegate.sourceArn"),
    ("X-SES-FROM-ARN", "delegate.fromArn"),
    ("X-SES-RETURN-PATH-ARN", "delegate.returnPathArn"),
    ("X-SES-CONFIGURATION-SET", "configurationSet"),
    ("X-SES-MESSAGE-TAGS", "tags"),
    ("X-SES-LIST-MANAGEMENT-OPTIONS", "listManagement"),
    ("X-SES-TENANT", "tenant"),
];

/// What to do instead of writing a header of that name oneself.
fn owner(name: &str) -> Option<String> {
    if let Some((_, field)) = FIELDS.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)) {
        return Some(format!("the field {field} instead of this header"));
    }
    let lower = name.to_ascii_lowercase();
    let writer = match lower.as_str() {
        "date" | "message-id" => "the time of sending and the random number alone to decide it",
        "mime-version" => "the structure of the message alone to decide it",
        "dkim-signature" | "domainkey-signature" => "SES alone to sign the message",
        _ if lower.starts_with("content-") => "the structure of the message alone to decide it",
        _ if lower.starts_with("x-ses-") => "no header whose name SES keeps for itself",
        _ => return None,
    };
    Some(writer.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn custom(name: &str, value: &str) -> Result<CustomHeader, ParseError> {
        CustomHeader::new(name.parse().unwrap(), HeaderText::new(value).unwrap())
    }

    #[test]
    fn what_has_an_owner_is_no_custom_header() {
        for (name, owner) in [
            ("bcc", "the field bcc "),
            ("FROM", "the field from "),
            ("list-unsubscribe-post", "the field listUnsubscribe.oneClick "),
            ("x-ses-tenant", "the field tenant "),
            ("X-SES-Outgoing", "SES"),
            ("date", "time"),
            ("Message-Id", "random"),
            ("MIME-version", "structure"),
            ("content-TYPE", "structure"),
            ("Content-Foo", "structure"),
            ("DKIM-Signature", "SES"),
        ] {
            let error = custom(name, "x").unwrap_err();
            assert_eq!((error.code(), error.field()), ("header.reserved", "name"), "{name}");
            assert!(error.expected().contains(owner), "{name}: {error}");
        }
        assert!(custom("X-Mailer", "x").is_ok() && custom("X-Priority", "1").is_ok());
        assert_eq!(custom("X-Mailer", "  ").unwrap_err().field(), "value");
    }
    #[test]
    fn single_names_come_once() {
        let mut headers = CustomHeaders::default();
        for (name, fits) in [
            ("X-Tag", true),
            ("x-tag", true),
            ("Comments", true),
            ("comments", false),
            ("User-Agent", true),
        ] {
            let pushed = headers.push(custom(name, "x").unwrap());
            assert_eq!(pushed.is_ok(), fits, "{name}");
            if let Err(error) = pushed {
                assert_eq!((error.code(), error.field()), ("header.twice", "name"));
            }
        }
        assert_eq!(headers.as_slice().len(), 4);
    }
}
