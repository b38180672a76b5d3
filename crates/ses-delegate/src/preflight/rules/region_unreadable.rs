use crate::error::ParseError;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};
use crate::region::Region;

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
    "region-unreadable", Error,
    explains: ["region.syntax"], tell: tell => |_| Vec::new()
}

fn tell(case: &Case<'_>, error: &ParseError) -> Hit {
    let hit = Hit::refused(error);
    match case.letter.draft.region.trim().to_ascii_lowercase().parse::<Region>() {
        Ok(region) => hit.mend(format!("Set region to {region}, in small letters.")),
        Err(_) => hit,
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().by_owner(""),
        good().by_owner("Frankfurt"),
        good().by_owner("us-east"),
        good().with(|draft| draft.region = "US-EAST-1".to_owned()),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good().by_owner("eu-central-1"), good().by_owner("us-gov-west-1"), good()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_made_small() {
        let found = good().by_owner("US-East-1").of("region-unreadable");
        assert_eq!(found[0].mend, "Set region to us-east-1, in small letters.");
    }
}
