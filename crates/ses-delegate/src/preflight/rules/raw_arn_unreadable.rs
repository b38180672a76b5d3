use crate::arn::IdentityArn;
use crate::preflight::case::Case;
use crate::preflight::letter::place;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// An X-SES header of the message names something that is not a verified
    /// identity.
    ///
    /// # Why
    /// SES looks up the identity by the literal text. Adoption removes the header,
    /// and what the draft names is sent in its place; as it stood, the message would
    /// have been refused.
    ///
    /// # Example
    /// X-SES-SOURCE-ARN: example.com
    ///
    /// # Use instead
    /// The ARN that the identity owner sees in the SES console: `arn:aws:ses:us-
    /// east-1:123456789012:identity/example.com`.
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks for Amazon SES sending
    /// authorization".
    "raw-arn-unreadable", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let removed = raw.adopted.removed().filter(|header| header.is_effective);
    removed
        .filter_map(|header| {
            let error = header.value.parse::<IdentityArn>().err()?;
            let found = format!(
                "{} of line {}: expected {}, but found {}.",
                header.name,
                header.line,
                error.expected(),
                error.found()
            );
            Some(Hit::new(place(header), found))
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml().with_headers("X-SES-SOURCE-ARN: example.com\r\n"),
        good_eml().with_headers("X-SES-FROM-ARN:\r\n"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml().with_headers(
        "X-SES-SOURCE-ARN: arn:aws:ses:us-east-1:123456789012:identity/example.com\r\n",
    )]
}
