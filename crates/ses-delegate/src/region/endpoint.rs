//! Where requests go: AWS's hosts by Region and variant, or a server that is named.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::table::{PARTITIONS, REGIONS, SOURCE};
use super::{Offer, Partition, Region, RegionRow, origin};
use crate::error::ParseError;

/// A service that this crate speaks to: the third part of a credential scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Service {
    /// Amazon SES; API v1 and API v2 share host and scope.
    Ses,
    /// AWS STS, which gives out temporary credentials.
    Sts,
}

impl Service {
    /// Its name in a credential scope.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ses => "ses",
            Self::Sts => "sts",
        }
    }

    /// How its hosts begin.
    fn label(self) -> &'static str {
        match self {
            Self::Ses => "email",
            Self::Sts => "sts",
        }
    }
}

/// Which of AWS's hosts of a service in one Region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Variant {
    /// The usual one, reached by IPv4.
    #[default]
    Standard,
    /// With cryptography validated under FIPS 140; in few Regions.
    Fips,
    /// Reached by IPv4 and IPv6.
    DualStack,
    /// Both.
    FipsDualStack,
}

impl Variant {
    /// Every variant.
    pub const ALL: [Self; 4] = [Self::Standard, Self::Fips, Self::DualStack, Self::FipsDualStack];

    /// Its name in JSON, as in a draft's `endpointVariant`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Fips => "fips",
            Self::DualStack => "dual-stack",
            Self::FipsDualStack => "fips-dual-stack",
        }
    }

    fn is_fips(self) -> bool {
        matches!(self, Self::Fips | Self::FipsDualStack)
    }

    fn is_dual_stack(self) -> bool {
        matches!(self, Self::DualStack | Self::FipsDualStack)
    }
}

impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where requests go, and for which Region and service they are signed.
///
/// The Regions and hosts are botocore's, checked in; errors name the release.
/// For a newer Region name its host ([`Endpoint::dangerous_at`]). The multi-region
/// endpoints of SES v2 (`EndpointId`) have hosts of their own and demand
/// `SigV4A`, a signature for all Regions at once, which this crate does not make.
///
/// # Source
/// botocore: `endpoints.json`, `partitions.json`, and the endpoint rule sets
/// of `ses`, `sesv2` and `sts`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    service: Service,
    region: Region,
    origin: String,
    is_override: bool,
}

impl Endpoint {
    /// SES in `region`: `https://email.<region>.<suffix>`, for both APIs.
    ///
    /// # Errors
    /// `region.ses` if the Region is not known to have SES; `region.fips` if a
    /// FIPS host is wanted where none is listed.
    pub fn of(region: &Region, variant: Variant) -> Result<Self, ParseError> {
        Self::listed(Service::Ses, region, variant)
    }

    /// STS in `region`, never the global host: `https://sts.<region>.<suffix>`.
    ///
    /// # Errors
    /// `region.sts` if the Region is not known to have STS; `region.fips` if a
    /// FIPS host is wanted where none is listed.
    pub fn sts(region: &Region, variant: Variant) -> Result<Self, ParseError> {
        Self::listed(Service::Sts, region, variant)
    }

    fn listed(service: Service, region: &Region, variant: Variant) -> Result<Self, ParseError> {
        match region.offer(service) {
            Offer::No => return Err(missing(service, region)),
            Offer::Yes if variant.is_fips() => return Err(without_fips(service, region)),
            Offer::Yes | Offer::WithFips => {}
        }
        Ok(Self {
            service,
            origin: format!("https://{}", host(service, region, variant)),
            region: region.clone(),
            is_override: false,
        })
    }

    /// Another server that plays SES in `region`: a local SES, a private
    /// endpoint, or AWS's own host in a Region newer than the table.
    ///
    /// Credentials travel to it, so plain `http` is taken for loopback hosts only.
    ///
    /// # Errors
    /// `endpoint.syntax` unless it is a scheme, a host and perhaps a port;
    /// `endpoint.insecure` for `http` to any host but this machine.
    pub fn dangerous_at(region: &Region, origin: &str) -> Result<Self, ParseError> {
        Self::named(Service::Ses, region, origin)
    }

    /// Another server that plays STS; otherwise as [`Endpoint::dangerous_at`].
    ///
    /// # Errors
    /// As [`Endpoint::dangerous_at`].
    pub fn dangerous_sts_at(region: &Region, origin: &str) -> Result<Self, ParseError> {
        Self::named(Service::Sts, region, origin)
    }

    fn named(service: Service, region: &Region, origin: &str) -> Result<Self, ParseError> {
        let origin = origin::read(origin)?;
        Ok(Self { service, region: region.clone(), origin, is_override: true })
    }

    /// The service in the credential scope.
    pub fn service(&self) -> Service {
        self.service
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

    /// What stands in the host before one of AWS's domains; none if it is not AWS's.
    fn aws_labels(&self) -> Option<impl DoubleEndedIterator<Item = &str>> {
        let host = self.host();
        let host = host.rsplit_once(':').map_or(host, |(name, _)| name);
        let suffixes =
            PARTITIONS.iter().flat_map(|row| [row.dns_suffix, row.dual_stack_dns_suffix]);
        let mut named = suffixes.filter_map(|it| host.strip_suffix(it)?.strip_suffix('.'));
        named.next().map(|labels| labels.split('.'))
    }

    /// True if the host is of one of AWS's domains.
    pub(crate) fn is_aws(&self) -> bool {
        self.aws_labels().is_some()
    }

    /// True if the host is one of AWS's for this service: usual, FIPS, dual-stack or private.
    pub(crate) fn is_aws_service(&self) -> bool {
        let ours = |label| [self.service.label(), "email-fips", "sts-fips"].contains(&label);
        self.aws_labels().is_some_and(|mut labels| labels.any(ours)) && self.aws_region().is_some()
    }

    /// The Region that the host names, if it is AWS's.
    pub(crate) fn aws_region(&self) -> Option<Region> {
        self.aws_labels()?.rev().find_map(|label| label.parse().ok())
    }

    /// True if the host is this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        let host = self.host();
        let named = host.rsplit_once(':').filter(|(_, port)| !port.ends_with(']'));
        origin::is_loopback(named.map_or(host, |(name, _)| name))
    }

    /// True if the server was named, rather than taken from AWS's list.
    pub fn is_override(&self) -> bool {
        self.is_override
    }
}

fn host(service: Service, region: &Region, variant: Variant) -> String {
    let partition = region.partition();
    // The usual hosts of STS in GovCloud are the validated ones.
    let usual_is_fips = service == Service::Sts && partition == Partition::AwsUsGov;
    let fips = match variant {
        Variant::Standard | Variant::DualStack => "",
        Variant::Fips if usual_is_fips => "",
        Variant::Fips | Variant::FipsDualStack => "-fips",
    };
    let row = partition.row();
    let suffix = if variant.is_dual_stack() { row.dual_stack_dns_suffix } else { row.dns_suffix };
    format!("{}{fips}.{region}.{suffix}", service.label())
}

fn missing(service: Service, region: &Region) -> ParseError {
    let (code, name) = match service {
        Service::Ses => ("region.ses", "Amazon SES"),
        Service::Sts => ("region.sts", "AWS STS"),
    };
    let expected = match nearest(region, |row| row.offer(service) != Offer::No) {
        Some(other) => format!(
            "a Region with {name}, such as {other} (by {SOURCE}; for a newer Region, name its endpoint)"
        ),
        None => format!(
            "a Region with {name}, of which {SOURCE} knows none in the partition {}",
            region.partition().as_str()
        ),
    };
    ParseError::quoting(code, expected, region.as_str())
}

pub(super) fn without_fips(service: Service, region: &Region) -> ParseError {
    let expected = match nearest(region, |row| row.offer(service) == Offer::WithFips) {
        Some(other) => format!("a Region with a FIPS endpoint, such as {other} (by {SOURCE})"),
        None => format!(
            "another variant: {SOURCE} knows no FIPS endpoint in the partition {}",
            region.partition().as_str()
        ),
    };
    ParseError::quoting("region.fips", expected, region.as_str())
}

/// Of the Regions of its partition that suit, the one called most like `region`.
fn nearest(region: &Region, suits: impl Fn(&RegionRow) -> bool) -> Option<&'static str> {
    let alike = |name: &str| {
        name.bytes().zip(region.as_str().bytes()).take_while(|(ours, its)| ours == its).count()
    };
    REGIONS
        .iter()
        .filter(|row| row.partition == region.partition() && suits(row))
        .map(|row| row.name)
        .max_by_key(|name| alike(name))
}
