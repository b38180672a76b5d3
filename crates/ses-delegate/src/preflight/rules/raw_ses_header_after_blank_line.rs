use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// An X-SES header stands behind the empty line that ends the header block.
    ///
    /// # Why
    /// There it is text: SES does not read it, and the recipient does. The sample in
    /// AWS's own guide has an empty line between its X-SES headers and the others;
    /// copied as it is, the header block ends there, and From, To and Subject become
    /// the body.
    ///
    /// # Example
    /// From: ann@example.com
    ///
    /// X-SES-SOURCE-ARN: arn:aws:ses:us-east-1:123456789012:identity/example.com
    ///
    /// # Use instead
    /// One header block without empty lines, the X-SES headers at its top. Adoption
    /// changes no other byte, so the empty line, or the X-SES lines in the text, must
    /// be removed by hand.
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks for Amazon SES sending
    /// authorization".
    "raw-ses-header-after-blank-line", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let in_body = raw.adopted.ses_headers().iter().filter(|header| header.index.is_none());
    let mut hits = Hit::at_each(in_body, |header| {
        format!("{} of line {} is part of the body.", header.name, header.line)
    });
    if raw.adopted.eml().is_split_like_the_sample() {
        let found = "An empty line stands between the X-SES headers and the others, as in AWS's sample: From and To are part of the body.";
        hits.push(Hit::new("raw.body", found));
    }
    hits
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml()
            .with_eml("From: ann@example.com\nTo: bob@example.org\n\nX-SES-SOURCE-ARN: x\n\nHello"),
        good_eml()
            .with_eml("X-SES-SOURCE-ARN: x\n\nFrom: ann@example.com\nTo: bob@example.org\n\nHello"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
 good_eml(),
 good_eml().with_headers("X-SES-SOURCE-ARN: x\r\n"),
 good_eml().with_eml("From: ann@example.com\nTo: bob@example.org\n\nHello,\n\nX-SES-SOURCE-ARN: x is a header.\n"),
 ]
}
