use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The endpoint is a host of AWS, but not of the SES API in a Region.
    ///
    /// # Why
    /// AWS's other hosts do not know these requests: `email-smtp` speaks SMTP, and
    /// the multi-region endpoints of SES (`<id>.endpoints.email…`) demand `SigV4A`,
    /// a signature for all Regions at once, which is not made here.
    ///
    /// # Example
    /// `https://email-smtp.us-east-1.amazonaws.com`
    ///
    /// # Use instead
    /// No endpoint, or a host of the API: `https://email.us-east-1.amazonaws.com`.
    ///
    /// # Source
    /// AWS General Reference, "Amazon Simple Email Service endpoints and quotas";
    /// botocore, endpoint rule set of `sesv2`.
    "endpoint-not-of-ses", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(endpoint) = case.letter.named_endpoint() else { return Vec::new() };
    if !endpoint.is_aws() || endpoint.is_aws_service() {
        return Vec::new();
    }
    vec![Hit::new(
        "endpoint",
        format!("{} is a host of AWS, but none known of the SES API.", endpoint.origin()),
    )]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    [
        "https://email-smtp.us-east-1.amazonaws.com",
        "https://sts.us-east-1.amazonaws.com",
        "https://abcdef12.g3h.endpoints.email.amazonaws.com",
        "https://email.amazonaws.com",
    ]
    .map(|it| good().with_endpoint(it))
    .to_vec()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    [
        "",
        "https://email.us-east-1.amazonaws.com:8443",
        "https://email-fips.us-east-1.api.aws",
        "https://vpce-0abc-0def.email.us-east-1.vpce.amazonaws.com",
        "https://email-smtp.example",
    ]
    .map(|it| good().with_endpoint(it))
    .to_vec()
}
