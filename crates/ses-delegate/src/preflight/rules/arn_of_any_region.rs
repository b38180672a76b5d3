use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// An ARN has `*` for its Region: the owner must have authorised you in each.
    ///
    /// # Why
    /// Such an ARN is of an identity that is duplicated in a second Region, for
    /// Global endpoints. The owner's policies are of one Region each, so there
    /// must be one wherever SES may send. This message goes to one Region, that in
    /// `region`; whether such an ARN is taken outside of Global endpoints is not
    /// documented.
    ///
    /// # Example
    /// `arn:aws:ses:*:123456789012:identity/example.com`
    ///
    /// # Use instead
    /// Nothing, if the owner gave it so. Else the ARN with its Region.
    ///
    /// # Source
    /// SES Developer Guide, "Sending emails for the identity owner for Amazon SES
    /// sending authorization" and "Global endpoints".
    "arn-of-any-region", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let Some(region) = letter.region() else { return Vec::new() };
    letter
        .arns()
        .filter(|(_, arn)| arn.region().is_none())
        .map(|(field, arn)| {
            let there = arn.as_str().replacen(":*:", &format!(":{region}:"), 1);
            Hit::new(field, format!("{arn} has * for its Region; the message goes to {region}."))
                .mend(format!("Nothing, if the owner gave it so. Else {there}."))
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{ARN, Sample, good};

#[cfg(test)]
fn with_arn(arn: &str) -> Sample {
    good().with_source_arn(arn).with(|draft| draft.region = "us-east-1".to_owned())
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![with_arn("arn:aws:ses:*:123456789012:identity/example.com")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), with_arn(ARN)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arn_of_the_region_is_given() {
        let found = fails()[0].of("arn-of-any-region");
        assert!(found[0].mend.ends_with(&format!("Else {ARN}.")), "{found:?}");
    }
}
