//! What conditions compare with: texts, and patterns with `*` and `?`.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;

use crate::address::EmailAddress;
use crate::error::ParseError;
use crate::proven::proven_types;

proven_types! {
    /// An organization's id, such as `o-a1b2c3d4e5`: `o-` and 10 to 32 lower-case
    /// letters and digits.
    ///
    /// # Source
    /// AWS Organizations API reference, `Organization`, `Id`.
    OrganizationId: |text| text.strip_prefix("o-").is_some_and(|id| {
        (10..=32).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    }), "organization.id", "an organization's id such as o-a1b2c3d4e5";

    /// A display name, or a pattern of some: `*` stands for any text, `?` for one
    /// character. At most 320 characters, none of them a control character.
    ///
    /// # Source
    /// SES Developer Guide, "Sending authorization policies", `ses:FromDisplayName`.
    NamePattern: |text| is_pattern(text) && !text.chars().any(char::is_control),
        "pattern.name", "a name such as Example News, or a pattern such as Example *";
}

/// An email address, or a pattern of some: `*` stands for any text, `?` for one
/// character, as in `*@example.com`. A `+` and a dot stand for themselves.
///
/// # Source
/// SES Developer Guide, "Sending authorization policies"; IAM User Guide, "String
/// condition operators".
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AddressPattern(String);

impl AddressPattern {
    /// The text as given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address, if it is one and not a pattern.
    pub fn address(&self) -> Option<EmailAddress> {
        if is_wild(&self.0) { None } else { self.0.parse().ok() }
    }
}

impl FromStr for AddressPattern {
    type Err = ParseError;

    /// # Errors
    /// `pattern.address`, or those of [`EmailAddress`] without `*` and `?`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let text = text.trim();
        if !is_wild(text) {
            let address: EmailAddress = text.parse()?;
            // Policy variables are not written here.
            if is_pattern(address.as_str()) {
                return Ok(Self(address.as_str().to_owned()));
            }
        } else if is_pattern(text) && text.bytes().all(|b| b.is_ascii_graphic()) {
            return Ok(Self(text.to_owned()));
        }
        let expected = "an address, or a pattern such as *@example.com";
        Err(ParseError::quoting("pattern.address", expected, text))
    }
}

impl fmt::Display for AddressPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `${` would begin a policy variable.
fn is_pattern(text: &str) -> bool {
    (1..=320).contains(&text.chars().count()) && !text.contains("${")
}

/// Whether a condition must compare it as a pattern.
pub(super) fn is_wild(text: &str) -> bool {
    text.contains(['*', '?'])
}

/// Addresses of callers: one, or a block such as `203.0.113.0/24`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceRange(IpNet);

impl SourceRange {
    /// Whether it holds `address`.
    pub fn contains(&self, address: &IpAddr) -> bool {
        self.0.contains(address)
    }
}

impl FromStr for SourceRange {
    type Err = ParseError;

    /// # Errors
    /// `source_range.syntax`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let text = text.trim();
        let lone = || text.parse::<IpAddr>().map(IpNet::from).ok();
        text.parse::<IpNet>().ok().or_else(lone).map(|range| Self(range.trunc())).ok_or_else(|| {
            let expected = "an IP address or a block such as 203.0.113.0/24";
            ParseError::quoting("source_range.syntax", expected, text)
        })
    }
}

impl fmt::Display for SourceRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
