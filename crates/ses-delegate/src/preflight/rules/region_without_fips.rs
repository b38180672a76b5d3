use crate::preflight::rule::rule;

rule! {
    /// The Region has no FIPS endpoint for Amazon SES.
    ///
    /// # Why
    /// Few Regions have hosts with cryptography validated under FIPS 140. The
    /// others have no such host name, so nothing would be reached.
    ///
    /// # Example
    /// `endpointVariant` is `fips` and the Region `eu-west-1`.
    ///
    /// # Use instead
    /// The usual endpoint. The Region follows from the identity and cannot be
    /// chosen: where FIPS is a duty, the owner must verify it in a Region with one.
    ///
    /// # Source
    /// AWS General Reference, "Amazon Simple Email Service endpoints and quotas"; botocore.
    "region-without-fips", Error, explains: ["region.fips"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{ARN, Sample, good};
#[cfg(test)]
use crate::region::Variant;

#[cfg(test)]
fn of(region: &str, variant: Variant) -> Sample {
    good()
        .with_source_arn(&ARN.replace("us-east-1", region))
        .with(|draft| draft.endpoint_variant = Some(variant))
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![of("eu-west-1", Variant::Fips), of("eu-west-1", Variant::FipsDualStack)]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![of("us-east-1", Variant::Fips), of("eu-west-1", Variant::DualStack)]
}
