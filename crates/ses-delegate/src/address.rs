//! Email addresses as Amazon SES takes them.

mod domain;
mod encoded_word;
mod list;
mod paste;

use std::fmt;
use std::str::FromStr;

use crate::error::ParseError;
use crate::header::HeaderText;

pub(crate) use domain::{is_domain, is_punycode, unicode};
pub use list::split_list;
pub use paste::{AddressPiece, AddressPieceKind, PastedAddresses, PastedMailbox};

/// Longest local part, in bytes (RFC 5321 section 4.5.3.1.1).
const LOCAL_MAX: usize = 64;

/// A bare address, `local@domain`: 7-bit ASCII throughout.
///
/// SES has no SMTPUTF8: the local part must be ASCII; a domain of another
/// script becomes punycode (`xn--…`), or must be written so where the crate is
/// built without its feature `idna`. The local part is a dot-atom (RFC 5322
/// section 3.2.3) and keeps its case, since SES compares it exactly.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`.
    pub fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// What stands after the `@`: ASCII as written, or punycode.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

impl FromStr for EmailAddress {
    type Err = ParseError;

    /// # Errors
    /// `address.syntax`, `address.local`, `address.domain`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let Some((local, domain)) = text.rsplit_once('@') else {
            return Err(ParseError::quoting(
                "address.syntax",
                "an address such as ann@example.com",
                text,
            ));
        };
        if !is_local(local) {
            return Err(ParseError::quoting(
                "address.local",
                "1 to 64 ASCII letters, digits, dots or !#$%&'*+-/=?^_`{|}~ before the @ (SES takes no other local parts)",
                text,
            ));
        }
        let domain = domain::ascii(domain, text)?;
        Ok(Self(format!("{local}@{domain}")))
    }
}

fn is_local(local: &str) -> bool {
    (1..=LOCAL_MAX).contains(&local.len())
        && local.split('.').all(|atom| {
            !atom.is_empty()
                && atom
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
        })
}

/// An address with an optional display name: `Ann Smith <ann@example.com>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// Shown to readers instead of the address; any script.
    pub name: Option<HeaderText>,
    /// Where mail goes.
    pub address: EmailAddress,
}

impl Mailbox {
    /// Reads a mailbox as a header has it, and AWS's parameters do: a name that
    /// is not in quotes may be RFC 2047 encoded words.
    ///
    /// # Errors
    /// Those of its [`FromStr`], and `mailbox.encoded_word`.
    pub fn from_header(text: &str) -> Result<Self, ParseError> {
        let mailbox: Self = text.parse()?;
        match &mailbox.name {
            Some(name) if name.as_str().contains("=?") && !text.trim_start().starts_with('"') => {
                let name = HeaderText::new(encoded_word::decode(name.as_str())?)?;
                Ok(Self { name: Some(name).filter(|name| !name.is_empty()), ..mailbox })
            }
            _ => Ok(mailbox),
        }
    }
}

impl From<EmailAddress> for Mailbox {
    fn from(address: EmailAddress) -> Self {
        Self { name: None, address }
    }
}

impl FromStr for Mailbox {
    type Err = ParseError;

    /// Takes `local@domain`, `<local@domain>`, `Name <…>` and `"Name, quoted" <…>`:
    /// one mailbox. [`split_list`] takes several apart.
    ///
    /// # Errors
    /// `mailbox.syntax`, and those of [`EmailAddress`] and [`HeaderText`].
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let text = text.trim();
        let one = || {
            ParseError::quoting(
                "mailbox.syntax",
                "one mailbox such as ann@example.com or Ann <ann@example.com> (a name with any of ,;<> in double quotes)",
                text,
            )
        };
        if !text.contains('<') {
            if text.contains([',', ';', '>']) {
                return Err(one());
            }
            return text.parse().map(EmailAddress::into);
        }
        let (name, address) = named(text).ok_or_else(one)?;
        Ok(Self {
            name: if name.is_empty() { None } else { Some(HeaderText::new(name)?) },
            address: address.parse()?,
        })
    }
}

/// Takes `Name <rest>` apart; the name may be quoted, or empty.
pub(crate) fn named(text: &str) -> Option<(String, &str)> {
    let (name, rest) = text.rsplit_once('<')?;
    Some((plain_name(name.trim())?, rest.strip_suffix('>')?.trim()))
}

/// What a name says: the content of an RFC 5322 quoted-string, other text as
/// it is; none if it is quoted in part or holds what belongs between mailboxes.
fn plain_name(name: &str) -> Option<String> {
    let Some(quoted) = name.strip_prefix('"') else {
        return (!name.contains([',', ';', '<', '>', '"'])).then(|| name.to_owned());
    };
    let mut plain = String::with_capacity(quoted.len());
    let mut chars = quoted.chars();
    loop {
        match chars.next()? {
            '\\' => plain.push(chars.next()?),
            '"' => return chars.as_str().is_empty().then_some(plain),
            c => plain.push(c),
        }
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who receives a message: at least one of To, Cc and Bcc, and at most 50 in all.
///
/// Bcc recipients are in the envelope only; no header ever names them.
///
/// # Source
/// SES Developer Guide, "Service quotas": 50 recipients per message, over To, Cc and Bcc.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipients {
    to: Vec<Mailbox>,
    cc: Vec<Mailbox>,
    bcc: Vec<Mailbox>,
}

impl Recipients {
    /// Most recipients that SES takes in one message.
    pub const MAX: usize = 50;

    /// # Errors
    /// `recipients.none` without any, `recipients.many` with more than 50.
    pub fn new(to: Vec<Mailbox>, cc: Vec<Mailbox>, bcc: Vec<Mailbox>) -> Result<Self, ParseError> {
        match to.len() + cc.len() + bcc.len() {
            0 => Err(ParseError::new(
                "recipients.none",
                "at least one recipient in To, Cc or Bcc",
                "nobody",
            )),
            1..=Self::MAX => Ok(Self { to, cc, bcc }),
            many => Err(ParseError::new(
                "recipients.many",
                "at most 50 recipients over To, Cc and Bcc together",
                format!("{many}"),
            )),
        }
    }

    /// Those the `To` header names.
    pub fn to(&self) -> &[Mailbox] {
        &self.to
    }

    /// Those the `Cc` header names.
    pub fn cc(&self) -> &[Mailbox] {
        &self.cc
    }

    /// Those whom no header names.
    pub fn bcc(&self) -> &[Mailbox] {
        &self.bcc
    }

    /// Every address, To before Cc before Bcc: the envelope.
    pub fn envelope(&self) -> impl Iterator<Item = &EmailAddress> {
        [&self.to, &self.cc, &self.bcc].into_iter().flatten().map(|mailbox| &mailbox.address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_ses_takes_them() {
        for good in ["a@b.c", "first.last+tag@sub.example.com", "o'neil@xn--bcher-kva.example"] {
            assert_eq!(good.parse::<EmailAddress>().unwrap().as_str(), good);
        }
        for (bad, code) in [
            ("", "address.syntax"),
            ("ann", "address.syntax"),
            ("@b.c", "address.local"),
            ("jürgen@b.c", "address.local"),
            ("a..b@c.d", "address.local"),
            ("a b@c.d", "address.local"),
            ("a@b.c\r\nBcc: x", "address.domain"),
            ("a@b.c\r\nBcc: x@y.z", "address.local"),
            ("a@localhost", "address.domain"),
            ("a@ü", "address.domain"),
            ("a@-b.c", "address.domain"),
        ] {
            assert_eq!(bad.parse::<EmailAddress>().unwrap_err().code(), code, "{bad:?}");
        }
    }

    #[test]
    fn mailboxes_keep_their_names() {
        let parsed = |text: &str| {
            let mailbox: Mailbox = text.parse().unwrap();
            (mailbox.name.map(|n| n.as_str().to_owned()), mailbox.address.as_str().to_owned())
        };
        let named = |name: &str| (Some(name.to_owned()), "a@b.c".to_owned());
        assert_eq!(parsed(" a@b.c "), (None, "a@b.c".to_owned()));
        assert_eq!(parsed("<a@b.c>"), (None, "a@b.c".to_owned()));
        assert_eq!(parsed("Ännchen <a@b.c>"), named("Ännchen"));
        assert_eq!(parsed(r#""Smith, \"Ann\" <x>" <a@b.c>"#), named(r#"Smith, "Ann" <x>"#));
        for text in [
            "Ann <a@b.c> x",
            "<a@b.c",
            "a@b.c, d@e.f",
            "Ann <a@b.c>, Bob <d@e.f>",
            "Smith, Ann <a@b.c>",
            "\"open <a@b.c>",
            "\"Ann\" B <a@b.c>",
            "\"Ann\\\" <a@b.c>",
        ] {
            assert_eq!(text.parse::<Mailbox>().unwrap_err().code(), "mailbox.syntax", "{text}");
        }
        assert!("Ann\r\nX: <a@b.c>".parse::<Mailbox>().is_err());
    }

    #[test]
    fn names_in_headers_may_be_encoded() {
        let name = |text: &str| {
            Mailbox::from_header(text).map(|m| m.name.map(|name| name.as_str().to_owned()))
        };
        let seen = |text: &str| name(text).unwrap();
        assert_eq!(seen("=?utf-8?Q?=C3=84nn?= <a@b.c>").as_deref(), Some("Änn"));
        assert_eq!(seen("\"=?utf-8?Q?a?=\" <a@b.c>").as_deref(), Some("=?utf-8?Q?a?="));
        assert_eq!(seen("=?utf-8?Q??= <a@b.c>"), None);
        assert_eq!(seen("a@b.c"), None);
        // A line break is found where it hides.
        let hidden = name("=?utf-8?B?YQ0KQmNjOiBldmVAYi5j?= <a@b.c>").unwrap_err();
        assert_eq!(hidden.code(), "header.control");
    }

    #[test]
    fn one_to_fifty_recipients() {
        let some = |n| vec![Mailbox::from("a@b.c".parse::<EmailAddress>().unwrap()); n];
        assert_eq!(
            Recipients::new(some(0), some(0), some(0)).unwrap_err().code(),
            "recipients.none"
        );
        assert!(Recipients::new(some(0), some(0), some(50)).is_ok());
        assert_eq!(
            Recipients::new(some(20), some(20), some(11)).unwrap_err().code(),
            "recipients.many"
        );
    }
}
