//! Regions, partitions and the endpoints that follow from them.

mod endpoint;
mod origin;
mod smtp;
mod table;

use std::fmt;
use std::str::FromStr;

use self::table::{PARTITIONS, REGIONS};
use crate::error::ParseError;

pub use self::endpoint::{Endpoint, Service, Variant};
pub use self::smtp::SmtpEndpoint;

/// An AWS Region such as `us-east-1`.
///
/// Its syntax is proven (`us-east-1`, `us-gov-west-1`, `eusc-de-east-1`).
/// Whether it has SES is asked where an endpoint is ([`Endpoint::of`]), so that
/// a Region newer than the table can be used with an endpoint that is named.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Region(String);

impl Region {
    /// The Region's name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The partition that the Region belongs to: the commercial one unless its
    /// name begins as those of another do.
    pub fn partition(&self) -> Partition {
        let found = PARTITIONS.iter().find(|row| {
            let rest = row.region_prefix.and_then(|prefix| self.0.strip_prefix(prefix));
            rest.is_some_and(|rest| rest.contains('-'))
        });
        found.map_or(Partition::Aws, |row| row.partition)
    }

    fn offer(&self, service: Service) -> Offer {
        let row = REGIONS.iter().find(|row| row.name == self.0);
        row.map_or(Offer::No, |row| row.offer(service))
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
    /// The second member of an ARN.
    pub fn as_str(self) -> &'static str {
        self.row().name
    }

    fn row(self) -> &'static PartitionRow {
        PARTITIONS.iter().find(|row| row.partition == self).expect("the table has every partition")
    }
}

impl FromStr for Partition {
    type Err = ParseError;

    /// # Errors
    /// `arn.partition`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let row = PARTITIONS.iter().find(|row| row.name == text);
        row.map(|row| row.partition).ok_or_else(|| {
            ParseError::quoting("arn.partition", "a partition such as aws or aws-us-gov", text)
        })
    }
}

/// One line of the table of partitions.
struct PartitionRow {
    partition: Partition,
    name: &'static str,
    /// How the names of its Regions begin; none for the commercial partition.
    region_prefix: Option<&'static str>,
    dns_suffix: &'static str,
    dual_stack_dns_suffix: &'static str,
}

/// One line of the table of Regions.
struct RegionRow {
    name: &'static str,
    partition: Partition,
    ses: Offer,
    sts: Offer,
}

/// Whether a Region has a service, and by which hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Offer {
    No,
    Yes,
    WithFips,
}

impl RegionRow {
    fn offer(&self, service: Service) -> Offer {
        match service {
            Service::Ses => self.ses,
            Service::Sts => self.sts,
        }
    }
}

#[cfg(test)]
mod tests;
