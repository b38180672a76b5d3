//! An identity as operations upon identities take it: by name or by ARN.

use std::fmt;
use std::str::FromStr;

use crate::address::{EmailAddress, is_domain};
use crate::arn::IdentityArn;
use crate::error::ParseError;

/// A verified domain or address, or its ARN.
///
/// # Source
/// SES API v1 reference, `PutIdentityPolicy`, `Identity`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdentityName(String);

impl IdentityName {
    /// The name or ARN as given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for IdentityName {
    type Err = ParseError;

    /// # Errors
    /// `identity.name`, or those of [`IdentityArn`] for a text that begins with `arn:`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        if text.starts_with("arn:") {
            return text.parse().map(|arn: IdentityArn| Self(arn.as_str().to_owned()));
        }
        if is_domain(text) {
            return Ok(Self(text.to_owned()));
        }
        if let Ok(address) = text.parse::<EmailAddress>() {
            return Ok(Self(address.as_str().to_owned()));
        }
        let expected = "a domain, an email address or an identity ARN";
        Err(ParseError::quoting("identity.name", expected, text))
    }
}

impl From<&IdentityArn> for IdentityName {
    fn from(arn: &IdentityArn) -> Self {
        Self(arn.as_str().to_owned())
    }
}

impl fmt::Display for IdentityName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "idna")]
    #[test]
    fn domains_of_any_script_become_punycode() {
        for name in ["ann@bücher.example", "ann@xn--bcher-kva.example"] {
            let read: IdentityName = name.parse().unwrap();
            assert_eq!(read.as_str(), "ann@xn--bcher-kva.example");
        }
    }

    #[test]
    fn a_domain_an_address_or_an_arn() {
        let arn = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
        for text in ["example.com", "ann+x@example.com", arn] {
            assert_eq!(text.parse::<IdentityName>().unwrap().as_str(), text);
        }
        let by_arn = IdentityName::from(&arn.parse::<IdentityArn>().unwrap());
        assert_eq!(by_arn.to_string(), arn);
        for (text, code) in [
            ("", "identity.name"),
            ("localhost", "identity.name"),
            ("a b.c", "identity.name"),
            ("Ann <ann@example.com>", "identity.name"),
            ("example.com\r\n", "identity.name"),
            ("../x", "identity.name"),
            ("arn:aws:sns:us-east-1:123456789012:identity/a.b", "arn.service"),
        ] {
            assert_eq!(text.parse::<IdentityName>().unwrap_err().code(), code, "{text:?}");
        }
    }
}
