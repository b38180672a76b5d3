//! What headers are called.

use std::fmt;
use std::str::FromStr;

use crate::error::ParseError;

/// The name of a header: 1 to 126 printable ASCII characters but the colon.
///
/// # Source
/// RFC 5322 section 2.2; SES v2 `MessageHeader.Name`.
#[derive(Debug, Clone)]
pub struct HeaderName(String);

/// Longest name that SES v2 takes, in bytes.
const LONGEST: usize = 126;

impl HeaderName {
    /// The name as given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True if SES takes a header of this name once in a message only.
    ///
    /// # Source
    /// SES Developer Guide, "Amazon SES header fields".
    pub fn is_single(&self) -> bool {
        SINGLE.iter().any(|name| self.0.eq_ignore_ascii_case(name))
    }
}

/// Names differ in more than their case (RFC 5322 section 1.2.2).
impl PartialEq for HeaderName {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for HeaderName {}

impl FromStr for HeaderName {
    type Err = ParseError;

    /// # Errors
    /// `header.name`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let proven = (1..=LONGEST).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_graphic() && b != b':');
        if proven {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseError::quoting(
                "header.name",
                "a header's name: 1 to 126 printable ASCII characters without spaces and colons",
                text,
            ))
        }
    }
}

impl fmt::Display for HeaderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What may not appear more than once (SES Developer Guide, "Amazon SES header
/// fields"); any other name may.
const SINGLE: [&str; 60] = [
    "Accept-Language",
    "acceptLanguage",
    "Archived-At",
    "Auto-Submitted",
    "Bounces-to",
    "Comments",
    "Content-Alternative",
    "Content-Base",
    "Content-Class",
    "Content-Description",
    "Content-Disposition",
    "Content-Duration",
    "Content-ID",
    "Content-Language",
    "Content-Length",
    "Content-Location",
    "Content-MD5",
    "Content-Transfer-Encoding",
    "Content-Type",
    "Date",
    "Delivered-To",
    "Disposition-Notification-Options",
    "Disposition-Notification-To",
    "DKIM-Signature",
    "DomainKey-Signature",
    "Errors-To",
    "From",
    "Importance",
    "In-Reply-To",
    "Keywords",
    "List-Archive",
    "List-Help",
    "List-Id",
    "List-Owner",
    "List-Post",
    "List-Subscribe",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Message-Context",
    "Message-ID",
    "MIME-Version",
    "Organization",
    "Original-From",
    "Original-Message-ID",
    "Original-Recipient",
    "Original-Subject",
    "Precedence",
    "Priority",
    "References",
    "Reply-To",
    "Return-Path",
    "Return-Receipt-To",
    "Sender",
    "Solicitation",
    "Sensitivity",
    "Subject",
    "Thread-Index",
    "Thread-Topic",
    "User-Agent",
    "VBR-Info",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_nothing_that_ends_them() {
        let long = "x".repeat(LONGEST + 1);
        for text in ["", "a b", "a:", "é", "X\r\nBcc", "a\tb", "a\0", "\u{2028}", &long] {
            assert_eq!(text.parse::<HeaderName>().unwrap_err().code(), "header.name", "{text:?}");
        }
        assert!("x".repeat(LONGEST).parse::<HeaderName>().is_ok());
        let name: HeaderName = "x-Mailer".parse().unwrap();
        assert_eq!(name, "X-MAILER".parse().unwrap());
        assert!(!name.is_single());
        assert!("user-agent".parse::<HeaderName>().unwrap().is_single());
    }

    #[test]
    fn single_names_stand_once_in_the_list() {
        for (at, name) in SINGLE.iter().enumerate() {
            assert!(!SINGLE[..at].iter().any(|other| other.eq_ignore_ascii_case(name)), "{name}");
        }
    }
}
