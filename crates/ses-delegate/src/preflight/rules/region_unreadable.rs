use crate::preflight::rule::rule;

rule! {
    /// The Region is missing or is none.
    ///
    /// # Why
    /// An identity is verified in one Region, and SES must be called there. An
    /// identity of one's own has no ARN that tells which, and none is assumed: in
    /// another Region the same address is "not verified".
    ///
    /// # Example
    /// `Frankfurt`, or nothing without a `delegate`.
    ///
    /// # Use instead
    /// The Region where the identity is verified, by its code: `eu-central-1`.
    ///
    /// # Source
    /// SES Developer Guide, "Regions and Amazon SES".
    "region-unreadable", Error, explains: ["region.syntax"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn own(region: &str) -> Sample {
    good().with(|draft| {
        draft.delegate = None;
        draft.region = region.to_owned();
    })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        own(""),
        own("Frankfurt"),
        own("us-east"),
        good().with(|draft| draft.region = "US-EAST-1".to_owned()),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![own("eu-central-1"), own("us-gov-west-1"), good()]
}
