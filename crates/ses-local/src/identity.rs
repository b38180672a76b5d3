//! Identities, their ARNs, and the addresses they cover.

use std::fmt;

/// The ARN of an SES identity: `arn:aws:ses:us-east-1:111122223333:identity/owner.example`.
///
/// # Source
///
/// Service Authorization Reference, "Resource types defined by Amazon SES".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityArn {
    pub partition: String,
    pub region: String,
    pub account: String,
    /// A domain or an e-mail address, as verified.
    pub name: String,
}

impl IdentityArn {
    /// The ARN of `name` in `account` and `region`; the partition follows the region.
    pub fn new(region: &str, account: &str, name: &str) -> Self {
        Self {
            partition: partition(region).to_owned(),
            region: region.to_owned(),
            account: account.to_owned(),
            name: name.to_owned(),
        }
    }

    /// Reads an identity ARN, or says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let fields: Vec<&str> = text.splitn(6, ':').collect();
        let [arn, partition, service, region, account, resource] = fields[..] else {
            return Err("expected six fields separated by colons".to_owned());
        };
        if arn != "arn" {
            return Err(format!("expected 'arn' first, but found '{arn}'"));
        }
        if service != "ses" {
            return Err(format!("expected the service 'ses', but found '{service}'"));
        }
        if account.len() != 12 || !account.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(format!("expected a 12-digit account, but found '{account}'"));
        }
        let Some(name) = resource.strip_prefix("identity/").filter(|name| !name.is_empty()) else {
            return Err(format!("expected 'identity/…', but found '{resource}'"));
        };
        let own = self::partition(region);
        if partition != own {
            return Err(format!("expected the partition '{own}', but found '{partition}'"));
        }
        Ok(Self {
            partition: partition.to_owned(),
            region: region.to_owned(),
            account: account.to_owned(),
            name: name.to_owned(),
        })
    }

    /// Whether both name the same identity, however its domain is written.
    pub(crate) fn same_as(&self, other: &Self) -> bool {
        self.account == other.account
            && self.region == other.region
            && same_name(&self.name, &other.name)
    }
}

impl fmt::Display for IdentityArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { partition, region, account, name } = self;
        write!(f, "arn:{partition}:ses:{region}:{account}:identity/{name}")
    }
}

/// The partition a region belongs to.
pub(crate) fn partition(region: &str) -> &'static str {
    match region {
        region if region.starts_with("cn-") => "aws-cn",
        region if region.starts_with("us-gov-") => "aws-us-gov",
        region if region.starts_with("eusc-") => "aws-eusc",
        _ => "aws",
    }
}

/// Whether `text` is written like a region: `us-east-1`, `us-gov-west-1`.
pub(crate) fn is_region(text: &str) -> bool {
    let words: Vec<&str> = text.split('-').collect();
    let Some((number, names)) = words.split_last() else { return false };
    names.len() >= 2
        && (1..=2).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && names.iter().all(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase()))
}

/// Whether the identity `name` covers the bare address `address`.
///
/// A domain covers its addresses and those of its subdomains, in any case. An
/// address covers exactly itself, case counted, and itself with a `+label`.
///
/// # Source
///
/// Developer Guide, "Verified identities in Amazon SES".
pub(crate) fn covers(name: &str, address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    if name.contains('@') {
        let unlabelled = local.split_once('+').map_or(local, |(base, _)| base);
        name == address || name == format!("{unlabelled}@{domain}")
    } else {
        let (name, domain) = (name.to_ascii_lowercase(), domain.to_ascii_lowercase());
        domain == name || domain.strip_suffix(&name).is_some_and(|rest| rest.ends_with('.'))
    }
}

/// Whether two identity names mean the same identity: domains in any case,
/// addresses exactly.
fn same_name(a: &str, b: &str) -> bool {
    if a.contains('@') || b.contains('@') { a == b } else { a.eq_ignore_ascii_case(b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_reads_back_as_written() {
        let text = "arn:aws:ses:us-east-1:111122223333:identity/owner.example";
        let arn = IdentityArn::parse(text).unwrap();
        assert_eq!(arn.name, "owner.example");
        assert_eq!(arn.to_string(), text);
    }

    #[test]
    fn a_wrong_arn_is_named() {
        for (text, part) in [
            ("owner.example", "six fields"),
            ("urn:aws:ses:us-east-1:111122223333:identity/a", "'arn'"),
            ("arn:aws:sns:us-east-1:111122223333:identity/a", "'ses'"),
            ("arn:aws:ses:us-east-1:1111:identity/a", "12-digit"),
            ("arn:aws:ses:us-east-1:111122223333:identity/", "identity/…"),
            ("arn:aws:ses:us-east-1:111122223333:template/a", "identity/…"),
            ("arn:aws-cn:ses:us-east-1:111122223333:identity/a", "partition"),
        ] {
            let error = IdentityArn::parse(text).unwrap_err();
            assert!(error.contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn what_identities_cover() {
        for (name, address, expected) in [
            ("owner.example", "a@owner.example", true),
            ("owner.example", "a@OWNER.Example", true),
            ("Owner.example", "a@sub.owner.example", true),
            ("owner.example", "a@notowner.example", false),
            ("sub.owner.example", "a@owner.example", false),
            ("press@owner.example", "press@owner.example", true),
            ("press@owner.example", "press+label@owner.example", true),
            ("press@owner.example", "Press@owner.example", false),
            ("press@owner.example", "press@OWNER.example", false),
            ("press+a@owner.example", "press@owner.example", false),
            ("press+a@owner.example", "press+a@owner.example", true),
            ("owner.example", "owner.example", false),
        ] {
            assert_eq!(covers(name, address), expected, "{name} {address}");
        }
    }

    #[test]
    fn regions_by_their_writing() {
        for text in ["us-east-1", "eu-west-3", "us-gov-west-1", "eusc-de-east-1"] {
            assert!(is_region(text), "{text}");
        }
        for text in
            ["", "us", "us-east", "us-east-", "US-EAST-1", "us-east-one", "-east-1", "us--1"]
        {
            assert!(!is_region(text), "{text}");
        }
    }
}
