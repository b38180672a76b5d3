use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The endpoint is AWS's host of another Region.
    ///
    /// # Why
    /// The request is signed for the Region of the identity, so a host of another
    /// one refuses the signature. Nor would the identity be verified there.
    ///
    /// # Example
    /// `endpoint` is `https://email.eu-west-1.amazonaws.com` and the ARN one of `us-east-1`.
    ///
    /// # Use instead
    /// No endpoint: AWS's host follows from the Region.
    ///
    /// # Source
    /// SES Developer Guide, "Regions and Amazon SES"; IAM User Guide, "AWS
    /// Signature Version 4 for API requests": the credential scope.
    "endpoint-of-another-region", Error => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(endpoint) = case.letter.named_endpoint() else { return Vec::new() };
    let Some(named) = endpoint.aws_region().filter(|named| named != endpoint.region()) else {
        return Vec::new();
    };
    let (origin, region) = (endpoint.origin(), endpoint.region());
    vec![
        Hit::new(
            "endpoint",
            format!("{origin} is a host of {named}; the message is sent in {region}."),
        )
        .mend(format!("Leave endpoint blank: AWS's host of {region} is taken.")),
    ]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    [
        "https://email.eu-west-1.amazonaws.com",
        "https://email-fips.us-east-2.amazonaws.com",
        "https://email.us-west-2.api.aws",
        "https://email.cn-north-1.amazonaws.com.cn",
        "https://vpce-0abc-0def.email.us-west-1.vpce.amazonaws.com",
    ]
    .map(|it| good().with_endpoint(it))
    .to_vec()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    [
        "",
        "https://email.us-east-1.amazonaws.com",
        "https://email.us-east-1.api.aws",
        "https://eu-west-1.ses.example",
        "http://127.0.0.1:8425",
    ]
    .map(|it| good().with_endpoint(it))
    .to_vec()
}
