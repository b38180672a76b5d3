//! ARNs of SES identities: what an identity owner hands to a delegate sender.

use std::fmt;
use std::str::FromStr;

use crate::address::{EmailAddress, is_domain};
use crate::error::ParseError;
use crate::region::{Partition, Region};

/// A 12-digit AWS account id.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AccountId(String);

impl AccountId {
    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccountId {
    type Err = ParseError;

    /// # Errors
    /// `arn.account`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        if text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseError::quoting("arn.account", "the owner's account id of 12 digits", text))
        }
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What the owner verified: a whole domain, or one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// Covers every address at the domain and at its subdomains.
    Domain(String),
    /// Covers that address, with any `+label`.
    Address(EmailAddress),
}

/// The ARN of a verified identity:
/// `arn:<partition>:ses:<region>:<account>:identity/<domain or address>`.
///
/// Its text is kept literally, since it is what the owner gave and what SES
/// compares; ASCII only, without spaces, so it can stand in a header as it is.
///
/// # Source
/// SES Developer Guide, "Delegate sender tasks for Amazon SES sending authorization".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityArn {
    text: String,
    partition: Partition,
    region: Option<Region>,
    account: AccountId,
    identity: Identity,
}

impl IdentityArn {
    /// The ARN as given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where the identity is verified; none for `arn:aws:ses:*:…`, an identity
    /// replicated for global endpoints.
    pub fn region(&self) -> Option<&Region> {
        self.region.as_ref()
    }

    /// The partition, which is also that of the Region.
    pub fn partition(&self) -> Partition {
        self.partition
    }

    /// The identity owner's account.
    pub fn account(&self) -> &AccountId {
        &self.account
    }

    /// The domain or address behind `identity/`.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Whether mail from `address` may name this identity.
    ///
    /// A domain covers its subdomains, in any case; an address is compared
    /// exactly, case included, and covers its own `+label` forms.
    ///
    /// # Source
    /// SES Developer Guide, "Verified identities".
    pub fn covers(&self, address: &EmailAddress) -> bool {
        match &self.identity {
            Identity::Domain(domain) => {
                let given = address.domain().to_ascii_lowercase();
                let domain = domain.to_ascii_lowercase();
                given
                    .strip_suffix(&domain)
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            }
            Identity::Address(verified) => {
                let unlabelled = address.local().split('+').next().unwrap_or_default();
                verified == address
                    || (verified.local() == unlabelled && verified.domain() == address.domain())
            }
        }
    }
}

impl FromStr for IdentityArn {
    type Err = ParseError;

    /// # Errors
    /// `arn.syntax`, `arn.partition`, `arn.service`, `arn.region`,
    /// `arn.account`, `arn.resource` name the member that is wrong;
    /// `arn.identity` a domain or address that SES cannot have verified.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let text = text.trim();
        let members: Vec<&str> = text.splitn(6, ':').collect();
        let &["arn", partition, service, region, account, resource] = members.as_slice() else {
            return Err(ParseError::quoting(
                "arn.syntax",
                "an identity ARN such as arn:aws:ses:us-east-1:123456789012:identity/example.com",
                text,
            ));
        };
        let partition: Partition = partition.parse()?;
        if service != "ses" {
            return Err(ParseError::quoting("arn.service", "ses as the ARN's service", service));
        }
        let region = match region {
            "*" => None,
            region => Some(region_of(partition, region)?),
        };
        let account = account.parse()?;
        let Some(name) = resource.strip_prefix("identity/") else {
            return Err(ParseError::quoting(
                "arn.resource",
                "identity/ and a domain or address after the account",
                resource,
            ));
        };
        Ok(Self { identity: identity(name)?, text: text.to_owned(), partition, region, account })
    }
}

fn region_of(partition: Partition, text: &str) -> Result<Region, ParseError> {
    let region: Region = text.parse().map_err(|_| {
        ParseError::quoting("arn.region", "an AWS Region such as us-east-1 in the ARN", text)
    })?;
    if region.partition() == partition {
        Ok(region)
    } else {
        Err(ParseError::quoting(
            "arn.region",
            format!("a Region of the partition {}", partition.as_str()),
            text,
        ))
    }
}

fn identity(name: &str) -> Result<Identity, ParseError> {
    if name.contains('@') {
        // Kept literally: a domain of another script would not be ASCII.
        if let Some(address) = name.parse().ok().filter(|_| name.is_ascii()) {
            return Ok(Identity::Address(address));
        }
    } else if is_domain(name) {
        return Ok(Identity::Domain(name.to_owned()));
    }
    Err(ParseError::quoting("arn.identity", "a domain or an email address after identity/", name))
}

impl fmt::Display for IdentityArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arn(identity: &str) -> IdentityArn {
        format!("arn:aws:ses:us-east-1:123456789012:identity/{identity}").parse().unwrap()
    }

    #[test]
    fn tells_its_members() {
        let arn: IdentityArn =
            " arn:aws-us-gov:ses:us-gov-west-1:123456789012:identity/a+b@c.de\n".parse().unwrap();
        assert_eq!(arn.as_str(), "arn:aws-us-gov:ses:us-gov-west-1:123456789012:identity/a+b@c.de");
        assert_eq!(arn.region().unwrap().as_str(), "us-gov-west-1");
        assert_eq!(arn.account().as_str(), "123456789012");
        assert_eq!(arn.identity(), &Identity::Address("a+b@c.de".parse().unwrap()));
        let global: IdentityArn = "arn:aws:ses:*:123456789012:identity/c.de".parse().unwrap();
        assert_eq!(global.region(), None);
    }

    #[test]
    fn says_which_member_is_wrong() {
        for (text, code) in [
            ("", "arn.syntax"),
            ("example.com", "arn.syntax"),
            ("arn:aws:ses:us-east-1:123456789012", "arn.syntax"),
            ("arn:azure:ses:us-east-1:123456789012:identity/a.b", "arn.partition"),
            ("arn:aws:sns:us-east-1:123456789012:identity/a.b", "arn.service"),
            ("arn:aws:ses::123456789012:identity/a.b", "arn.region"),
            ("arn:aws:ses:us-gov-west-1:123456789012:identity/a.b", "arn.region"),
            ("arn:aws:ses:us-east-1:12345678901:identity/a.b", "arn.account"),
            ("arn:aws:ses:us-east-1:123456789012:configuration-set/a", "arn.resource"),
            ("arn:aws:ses:us-east-1:123456789012:identity/", "arn.identity"),
            ("arn:aws:ses:us-east-1:123456789012:identity/a b.c", "arn.identity"),
            ("arn:aws:ses:us-east-1:123456789012:identity/a@bücher.example", "arn.identity"),
            ("arn:aws:ses:us-east-1:123456789012:identity/a.b\r\nBcc: x@y.z", "arn.identity"),
        ] {
            assert_eq!(text.parse::<IdentityArn>().unwrap_err().code(), code, "{text:?}");
        }
    }

    #[test]
    fn covers_as_ses_does() {
        for (identity, address, covered) in [
            ("example.com", "a@example.com", true),
            ("example.com", "a@EXAMPLE.com", true),
            ("example.com", "a@mail.example.com", true),
            ("example.com", "a@badexample.com", false),
            ("mail.example.com", "a@example.com", false),
            ("a@example.com", "a@example.com", true),
            ("a@example.com", "a+label@example.com", true),
            ("a@example.com", "A@example.com", false),
            ("a@EXAMPLE.com", "a@example.com", false),
            ("a@example.com", "b@example.com", false),
            ("a+x@example.com", "a+x@example.com", true),
            ("a+x@example.com", "a@example.com", false),
        ] {
            assert_eq!(
                arn(identity).covers(&address.parse().unwrap()),
                covered,
                "{identity} {address}"
            );
        }
    }
}
