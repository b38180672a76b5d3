//! The same mail for SES's SMTP interface: envelope and payload.

mod data;
mod password;

use crate::address::EmailAddress;
use crate::delegation::Delegation;
use crate::draft::ReadDraft;
use crate::error::ParseError;
use crate::mime::{RawMessage, SesHeaders};
use crate::stamp::Stamp;

pub use self::data::smtp_data;
pub use self::password::SmtpCredentials;

/// A mail as an SMTP client sends it. What requests tell by parameters stands
/// in X-SES headers at the top of the message.
///
/// SES refuses temporary credentials here: see [`SmtpCredentials`].
///
/// # Source
/// SES Developer Guide, "Using the Amazon SES SMTP interface to send email" and
/// "Delegate sender tasks for Amazon SES sending authorization".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpMail {
    /// `MAIL FROM`, whom bounces go to. SES reads it as `Source`, so it is the
    /// sender if the source's ARN does not cover the return path.
    pub mail_from: EmailAddress,
    /// `RCPT TO`, once each: To, Cc, then Bcc.
    pub rcpt_to: Vec<EmailAddress>,
    /// The message: 7-bit lines, each ended by CRLF. Not yet dot-stuffed.
    pub message: Vec<u8>,
}

impl SmtpMail {
    /// Writes it.
    ///
    /// # Errors
    /// `tags.length` if the tags do not fit on a header's line;
    /// `content.elsewhere` if the bytes of a file are not here.
    pub fn write(read: &ReadDraft<'_>, stamp: &Stamp) -> Result<Self, ParseError> {
        let message = &read.message;
        let delegation = read.authority.delegation();
        let headers = SesHeaders::all(delegation, &read.settings)?;
        let mime = RawMessage::write(message, &headers, stamp);
        let contents = message.attachments.iter().map(|file| &file.content);
        let mut bytes = mime.plan().fill(&contents.collect::<Vec<_>>())?;
        // By SMTP the last line has an end, too (RFC 5321 section 4.1.1.4).
        if !bytes.ends_with(b"\r\n") {
            bytes.extend_from_slice(b"\r\n");
        }
        let mut rcpt_to: Vec<EmailAddress> = Vec::new();
        for address in message.recipients.envelope() {
            if !rcpt_to.contains(address) {
                rcpt_to.push(address.clone());
            }
        }
        Ok(Self { mail_from: mail_from(read, delegation).clone(), rcpt_to, message: bytes })
    }

    /// What is sent after `DATA`.
    pub fn data(&self) -> Vec<u8> {
        smtp_data(&self.message)
    }
}

fn mail_from<'a>(read: &'a ReadDraft<'_>, delegation: Option<&Delegation>) -> &'a EmailAddress {
    let bounces_to = read.message.bounces_to();
    match delegation {
        Some(delegation) if !delegation.source().covers(bounces_to) => &read.message.from.address,
        _ => bounces_to,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Delegate, Draft};
    use crate::stamp::UnixTime;

    const ARN: &str = "arn:aws:ses:us-east-1:123456789012:identity/example.com";

    fn draft() -> Draft {
        Draft {
            delegate: Some(Delegate { source_arn: ARN.to_owned(), ..Delegate::default() }),
            from: "Ann <ann@example.com>".to_owned(),
            to: vec!["bob@example.org".to_owned()],
            bcc: vec!["Bob <bob@example.org>".to_owned(), "eve@example.org".to_owned()],
            configuration_set: "set".to_owned(),
            text: ".\n".to_owned(),
            ..Draft::default()
        }
    }

    fn mail(draft: &Draft) -> SmtpMail {
        let stamp = Stamp { at: UnixTime::from_seconds(0).unwrap(), nonce: [7; 16] };
        SmtpMail::write(&draft.read().unwrap(), &stamp).unwrap()
    }

    #[test]
    fn headers_tell_what_parameters_would() {
        let mail = mail(&draft());
        let text = String::from_utf8(mail.message.clone()).unwrap();
        let first: Vec<_> = text.lines().take(4).collect();
        assert_eq!(
            first,
            [
                format!("X-SES-SOURCE-ARN: {ARN}"),
                format!("X-SES-FROM-ARN: {ARN}"),
                format!("X-SES-RETURN-PATH-ARN: {ARN}"),
                "X-SES-CONFIGURATION-SET: set".to_owned(),
            ]
        );
        assert!(!text.contains("eve@"), "{text}");
        let rcpt_to: Vec<_> = mail.rcpt_to.iter().map(EmailAddress::as_str).collect();
        assert_eq!(rcpt_to, ["bob@example.org", "eve@example.org"]);
        assert!(mail.data().ends_with(b"\r\n..\r\n.\r\n"), "{text}");
    }

    #[test]
    fn bounces_go_where_the_source_may_name_them() {
        let of = |return_path: &str| {
            let draft = Draft { return_path: return_path.to_owned(), ..draft() };
            mail(&draft).mail_from.to_string()
        };
        assert_eq!(of(""), "ann@example.com");
        assert_eq!(of("bounces@mail.example.com"), "bounces@mail.example.com");
        assert_eq!(of("bounces@example.net"), "ann@example.com");
        let own = Draft {
            delegate: None,
            region: "us-east-1".to_owned(),
            return_path: "bounces@example.net".to_owned(),
            ..draft()
        };
        assert_eq!(mail(&own).mail_from.as_str(), "bounces@example.net");
    }
}
