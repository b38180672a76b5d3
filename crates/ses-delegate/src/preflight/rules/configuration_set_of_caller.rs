use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The configuration set must exist in your account, not in the owner's.
    ///
    /// # Why
    /// Events, tracking and IP pools of delegated mail are the delegate's, and so
    /// is its configuration set. Your IAM policy must allow sending with it:
    /// otherwise SES answers `AccessDenied` and names the set, not the identity.
    /// The owner's policy does not mention it. Whether a default configuration
    /// set of the owner's identity has any effect on delegated mail is not
    /// documented.
    ///
    /// # Example
    /// `configurationSet` is `newsletter`, which the owner created.
    ///
    /// # Use instead
    /// A configuration set of your own, in the Region of the identity.
    ///
    /// # Source
    /// SES Developer Guide, "Using sending authorization with Amazon SES"; Service
    /// Authorization Reference, "Actions, resources, and condition keys for Amazon
    /// SES"; GitHub, aws/aws-cdk issue 34402.
    "configuration-set-of-caller", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let (Some(_), name) = (&letter.source_arn, letter.draft.configuration_set.trim()) else {
        return Vec::new();
    };
    if name.is_empty() {
        return Vec::new();
    }
    let arn = letter.arn_of_own(case.known.caller.as_ref(), &format!("configuration-set/{name}"));
    vec![
        Hit::new("configurationSet", format!("SES looks for {name} in your account: {arn}."))
            .mend(format!("Your IAM policy must allow the sending action on {arn} too.")),
    ]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn with_set(name: &str) -> Sample {
    good().with(|draft| draft.configuration_set = name.to_owned())
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![with_set("newsletter")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![with_set(" "), with_set("newsletter").by_owner("us-east-1")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arn_is_the_callers() {
        let sample = with_set("newsletter").knowing(|known| {
            known.caller = Some("arn:aws:iam::111122223333:user/ann".parse().unwrap());
        });
        let mend = &sample.of("configuration-set-of-caller")[0].mend;
        assert!(
            mend.contains("arn:aws:ses:us-east-1:111122223333:configuration-set/newsletter"),
            "{mend}"
        );
    }
}
