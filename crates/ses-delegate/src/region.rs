//! Regions, partitions and the SES endpoint that follows from them.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use crate::error::ParseError;

/// An AWS Region such as `us-east-1`.
///
/// Syntax is proven (`us-east-1`, `us-gov-west-1`, `eusc-de-east-1`); whether
/// SES exists there is for AWS to say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Region(String);

impl Region {
    /// The Region's name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The partition that the Region belongs to.
    pub fn partition(&self) -> Partition {
        Partition::ALL
            .into_iter()
            .find(|partition| partition.prefix().is_some_and(|prefix| self.0.starts_with(prefix)))
            .unwrap_or(Partition::Aws)
    }
}

impl FromStr for Region {
    type Err = ParseError;

    /// # Errors
    /// `region.syntax`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut labels = text.split('-');
        let area = labels.next().unwrap_or_default();
        let rest: Vec<&str> = labels.collect();
        let letters =
            |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_lowercase());
        let proven = (2..=4).contains(&area.len())
            && letters(area)
            && matches!(rest.split_last(), Some((number, middle))
                if (1..=2).contains(&middle.len())
                    && middle.iter().all(|label| letters(label))
                    && (1..=2).contains(&number.len())
                    && number.bytes().all(|b| b.is_ascii_digit()));
        if proven {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseError::quoting("region.syntax", "an AWS Region such as us-east-1", text))
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A group of Regions with accounts, credentials and host names of its own.
///
/// # Source
/// botocore `partitions.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Partition {
    /// The commercial Regions.
    Aws,
    /// China.
    AwsCn,
    /// The European Sovereign Cloud.
    AwsEusc,
    /// ISO, United States.
    AwsIso,
    /// ISOB, United States.
    AwsIsoB,
    /// ISOE, Europe.
    AwsIsoE,
    /// ISOF.
    AwsIsoF,
    /// `GovCloud`, United States.
    AwsUsGov,
}

impl Partition {
    const ALL: [Self; 8] = [
        Self::Aws,
        Self::AwsCn,
        Self::AwsEusc,
        Self::AwsIso,
        Self::AwsIsoB,
        Self::AwsIsoE,
        Self::AwsIsoF,
        Self::AwsUsGov,
    ];

    /// The second member of an ARN.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::AwsCn => "aws-cn",
            Self::AwsEusc => "aws-eusc",
            Self::AwsIso => "aws-iso",
            Self::AwsIsoB => "aws-iso-b",
            Self::AwsIsoE => "aws-iso-e",
            Self::AwsIsoF => "aws-iso-f",
            Self::AwsUsGov => "aws-us-gov",
        }
    }

    /// How the names of its Regions begin; none for the commercial partition.
    fn prefix(self) -> Option<&'static str> {
        match self {
            Self::Aws => None,
            Self::AwsCn => Some("cn-"),
            Self::AwsEusc => Some("eusc-"),
            Self::AwsIso => Some("us-iso-"),
            Self::AwsIsoB => Some("us-isob-"),
            Self::AwsIsoE => Some("eu-isoe-"),
            Self::AwsIsoF => Some("us-isof-"),
            Self::AwsUsGov => Some("us-gov-"),
        }
    }

    fn dns_suffix(self) -> &'static str {
        match self {
            Self::Aws | Self::AwsUsGov => "amazonaws.com",
            Self::AwsCn => "amazonaws.com.cn",
            Self::AwsEusc => "amazonaws.eu",
            Self::AwsIso => "c2s.ic.gov",
            Self::AwsIsoB => "sc2s.sgov.gov",
            Self::AwsIsoE => "cloud.adc-e.uk",
            Self::AwsIsoF => "csp.hci.ic.gov",
        }
    }
}

impl FromStr for Partition {
    type Err = ParseError;

    /// # Errors
    /// `arn.partition`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::ALL.into_iter().find(|partition| partition.as_str() == text).ok_or_else(|| {
            ParseError::quoting("arn.partition", "a partition such as aws or aws-us-gov", text)
        })
    }
}

/// Where requests go and for which Region they are signed.
///
/// v1 and v2 share it: `https://email.<region>.<dns suffix>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    region: Region,
    origin: String,
    is_override: bool,
}

impl Endpoint {
    /// SES in `region`.
    pub fn of(region: &Region) -> Self {
        Self {
            origin: format!("https://email.{region}.{}", region.partition().dns_suffix()),
            region: region.clone(),
            is_override: false,
        }
    }

    /// Another server that plays SES in `region`, such as a local SES.
    ///
    /// Credentials travel to it, so plain `http` is taken for loopback hosts only.
    ///
    /// # Errors
    /// `endpoint.syntax` unless it is a scheme, a host and perhaps a port;
    /// `endpoint.insecure` for `http` to any host but this machine.
    pub fn dangerous_at(region: &Region, origin: &str) -> Result<Self, ParseError> {
        let bare = origin.trim().trim_end_matches('/');
        let syntax = || {
            ParseError::quoting(
                "endpoint.syntax",
                "an origin such as http://127.0.0.1:8425, without a path",
                origin,
            )
        };
        let bare = bare.to_ascii_lowercase();
        let (scheme, authority) = bare.split_once("://").ok_or_else(syntax)?;
        let (host, port) = split_port(authority).ok_or_else(syntax)?;
        let default_port = match scheme {
            "https" => 443,
            "http" if is_loopback(&host) => 80,
            "http" => {
                return Err(ParseError::quoting(
                    "endpoint.insecure",
                    "https, or http to this machine (127.0.0.1, [::1], localhost)",
                    origin,
                ));
            }
            _ => return Err(syntax()),
        };
        // A browser leaves a default port out of Host, and Host is signed.
        let origin = match port {
            Some(port) if port != default_port => format!("{scheme}://{host}:{port}"),
            _ => format!("{scheme}://{host}"),
        };
        Ok(Self { region: region.clone(), origin, is_override: true })
    }

    /// The Region in the credential scope.
    pub fn region(&self) -> &Region {
        &self.region
    }

    /// Scheme and authority, without a trailing slash.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The `Host` header that a client will send; it is signed.
    pub fn host(&self) -> &str {
        self.origin.split_once("://").map_or("", |(_, host)| host)
    }

    /// True if requests go elsewhere than to AWS's host of the Region.
    pub fn is_override(&self) -> bool {
        self.is_override
    }
}

/// `host` and `port` of an authority, the host as a browser writes it into
/// `Host`; none if it holds anything else.
fn split_port(authority: &str) -> Option<(String, Option<u16>)> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (address, after) = rest.split_once(']')?;
            let port = match after {
                "" => None,
                after => Some(after.strip_prefix(':')?),
            };
            (format!("[{}]", address.parse::<Ipv6Addr>().ok()?), port)
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (named_host(host)?, Some(port)),
            None => (named_host(authority)?, None),
        },
    };
    let port = match port {
        None => None,
        Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => Some(digits.parse().ok()?),
        Some(_) => return None,
    };
    Some((host, port))
}

/// A name or a whole IPv4 address. What ends in a number is an address to a
/// browser, which would rewrite `127.1`.
fn named_host(host: &str) -> Option<String> {
    let letters = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
    let last = host.rsplit('.').next()?;
    let numeric = last.bytes().all(|b| b.is_ascii_digit());
    let good = if numeric { host.parse::<Ipv4Addr>().is_ok() } else { host.bytes().all(letters) };
    (good && !last.is_empty()).then(|| host.to_owned())
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host == "[::1]"
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_have_partitions_and_hosts() {
        for (region, partition, host) in [
            ("us-east-1", "aws", "email.us-east-1.amazonaws.com"),
            ("ap-southeast-5", "aws", "email.ap-southeast-5.amazonaws.com"),
            ("us-gov-west-1", "aws-us-gov", "email.us-gov-west-1.amazonaws.com"),
            ("eusc-de-east-1", "aws-eusc", "email.eusc-de-east-1.amazonaws.eu"),
            ("cn-north-1", "aws-cn", "email.cn-north-1.amazonaws.com.cn"),
            ("us-isob-east-1", "aws-iso-b", "email.us-isob-east-1.sc2s.sgov.gov"),
        ] {
            let region: Region = region.parse().unwrap();
            assert_eq!(region.partition().as_str(), partition);
            assert_eq!(Endpoint::of(&region).host(), host);
        }
        for bad in
            ["", "us", "us-east", "us-east-1a", "US-EAST-1", "*", "us-east-1.evil.example", "us--1"]
        {
            assert_eq!(bad.parse::<Region>().unwrap_err().code(), "region.syntax", "{bad:?}");
        }
    }

    #[test]
    fn an_override_is_an_origin_and_marked_as_such() {
        let region: Region = "us-east-1".parse().unwrap();
        let at = |origin| Endpoint::dangerous_at(&region, origin);
        for (given, host) in [
            ("http://127.0.0.1:8425", "127.0.0.1:8425"),
            ("http://localhost:80/", "localhost"),
            ("http://[::1]:9", "[::1]:9"),
            ("HTTPS://SES.example:443", "ses.example"),
            ("https://[0:0:0:0:0:0:0:1]:8443", "[::1]:8443"),
        ] {
            let endpoint = at(given).unwrap();
            assert_eq!(endpoint.host(), host);
            assert!(endpoint.is_override());
        }
        for (given, code) in [
            ("http://ses.example", "endpoint.insecure"),
            ("http://127.0.0.1.evil.example", "endpoint.insecure"),
            ("http://evil.localhost:1", "endpoint.insecure"),
            ("https://127.1", "endpoint.syntax"),
            ("https://a/b", "endpoint.syntax"),
            ("https://user@a", "endpoint.syntax"),
            ("ftp://a", "endpoint.syntax"),
            ("127.0.0.1:1", "endpoint.syntax"),
            ("http://127.0.0.1:99999", "endpoint.syntax"),
            ("http://[::1]x", "endpoint.syntax"),
        ] {
            assert_eq!(at(given).unwrap_err().code(), code, "{given}");
        }
    }
}
