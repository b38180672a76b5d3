use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The message names an identity of somebody else, and the draft names none.
    ///
    /// # Why
    /// Adoption removes the ARNs that a message carries, since they may be anybody's.
    /// Without a delegation the message is sent as your own identity, and refused as
    /// "Email address is not verified" if it is not yours.
    ///
    /// # Example
    /// X-SES-SOURCE-ARN: arn:aws:ses:us-east-1:123456789012:identity/example.com
    ///
    /// and no `delegate`.
    ///
    /// # Use instead
    /// In `delegate` the ARNs that the message named, if the owner gave them to you.
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks for Amazon SES sending
    /// authorization".
    "raw-arn-dropped", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    if case.letter.draft.delegate.is_some() {
        return Vec::new();
    }
    let removed = raw.adopted.removed().filter(|header| header.is_effective);
    Hit::at_each(removed, |header| {
        format!("{} of line {} named {}, and is removed.", header.name, header.line, header.value)
    })
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml()
            .with_headers(
                "X-SES-SOURCE-ARN: arn:aws:ses:us-east-1:123456789012:identity/example.com\r\n",
            )
            .by_owner("us-east-1"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml().with_headers(
        "X-SES-SOURCE-ARN: arn:aws:ses:us-east-1:123456789012:identity/example.com\r\n",
    )]
}
