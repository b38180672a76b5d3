//! The hosts of SES's SMTP interface.

use super::endpoint::without_fips;
use super::{Offer, Region, Service};
use crate::error::ParseError;

/// Where SES takes mail by SMTP. TLS is demanded on every port; temporary
/// credentials are refused.
///
/// # Source
/// SES Developer Guide, "Connecting to an Amazon SES SMTP endpoint" (ports);
/// AWS General Reference, "Amazon Simple Email Service endpoints and quotas"
/// (hosts). botocore has none of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpEndpoint {
    /// The host's name.
    pub host: String,
    /// Ports that begin in the clear and change to TLS; EC2 throttles 25.
    pub starttls_ports: [u16; 3],
    /// Ports that speak TLS from the first byte.
    pub tls_ports: [u16; 2],
    /// True if the host is known from use. Otherwise its name is what AWS's
    /// pattern makes of the Region, and it may not exist.
    pub is_confirmed: bool,
}

/// Known from use: nodemailer 10.6.0, `well-known/services.json`.
const CONFIRMED: [&str; 19] = [
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-west-1",
    "us-west-2",
];

/// FIPS hosts known from use, in public configurations.
const CONFIRMED_FIPS: [&str; 4] = ["us-east-1", "us-east-2", "us-gov-west-1", "us-west-2"];

/// Said to have none: Cape Town, Jakarta and Bahrain by AWS ("SMTP endpoints
/// are not currently available in"), Hyderabad by its users.
const ABSENT: [&str; 4] = ["af-south-1", "ap-south-2", "ap-southeast-3", "me-south-1"];

impl SmtpEndpoint {
    /// `email-smtp.<region>.<suffix>`.
    ///
    /// # Errors
    /// `region.smtp` if the Region has no SES, or is said to have no SMTP.
    pub fn of(region: &Region) -> Result<Self, ParseError> {
        if region.offer(Service::Ses) == Offer::No || ABSENT.contains(&region.as_str()) {
            return Err(ParseError::quoting(
                "region.smtp",
                "a Region where Amazon SES has an SMTP endpoint, such as us-east-1",
                region.as_str(),
            ));
        }
        Ok(Self::at("email-smtp", region, &CONFIRMED))
    }

    /// `email-smtp-fips.<region>.<suffix>`, with cryptography validated under FIPS 140.
    ///
    /// # Errors
    /// `region.fips` where SES lists no FIPS host.
    pub fn fips(region: &Region) -> Result<Self, ParseError> {
        if region.offer(Service::Ses) != Offer::WithFips {
            return Err(without_fips(Service::Ses, region));
        }
        Ok(Self::at("email-smtp-fips", region, &CONFIRMED_FIPS))
    }

    fn at(label: &str, region: &Region, confirmed: &[&str]) -> Self {
        Self {
            host: format!("{label}.{region}.{}", region.partition().row().dns_suffix),
            starttls_ports: [25, 587, 2587],
            tls_ports: [465, 2465],
            is_confirmed: confirmed.contains(&region.as_str()),
        }
    }
}
