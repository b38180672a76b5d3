use crate::preflight::rule::rule;

rule! {
    /// The Region is not known to have Amazon SES.
    ///
    /// # Why
    /// Its host name would not exist, which a browser shows as any other failure
    /// of the network. Which Regions have SES is taken from botocore, of the
    /// release that is named.
    ///
    /// # Example
    /// `ap-east-1`
    ///
    /// # Use instead
    /// The Region where the identity is verified. If AWS has opened it since,
    /// name its host in `endpoint`: `https://email.<region>.amazonaws.com`.
    ///
    /// # Source
    /// AWS General Reference, "Amazon Simple Email Service endpoints and quotas"; botocore.
    "region-without-ses", Error, explains: ["region.ses"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{ARN, Sample, good};

#[cfg(test)]
fn of(region: &str) -> Sample {
    good().with_source_arn(&ARN.replace("us-east-1", region))
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![of("ap-east-1"), of("us-east-9")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![of("ap-south-2"), of("us-east-9").with_endpoint("https://email.us-east-9.amazonaws.com")]
}
