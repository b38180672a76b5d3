use crate::eml::Eml;
use crate::error::quote;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The text begins with a header that names an identity.
    ///
    /// # Why
    /// In the text it is text: SES does not read it, and the recipient does. It
    /// comes with a raw message that was pasted whole.
    ///
    /// # Example
    /// A text whose first line is
    /// `X-SES-SOURCE-ARN: arn:aws:ses:us-east-1:123456789012:identity/example.com`.
    ///
    /// # Use instead
    /// The ARN in `delegate`, and the text without its headers; or the whole
    /// message imported as a file.
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks for Amazon SES sending
    /// authorization".
    "ses-header-in-text", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    if letter.raw.is_some() {
        return Vec::new();
    }
    // As a message of its own the text would carry them.
    let eml = Eml::read(letter.text.trim_start().as_bytes());
    let found = eml.ses_headers();
    let found = found
        .iter()
        .map(|it| format!("The text holds the line {}: {}.", it.name, quote(&it.value)));
    found.map(|found| Hit::new("text", found)).collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good()
            .with_text("X-SES-SOURCE-ARN: arn:aws:ses:us-east-1:123456789012:identity/example.com"),
        good().with_text("\nx-ses-from-arn: x\nFrom: ann@example.com\n\nHello"),
        // As in AWS's sample.
        good().with_text("From: ann@example.com\n\nX-SES-RETURN-PATH-ARN: x\n\nHello"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_text("Hello Bob,\n\nput X-SES-SOURCE-ARN: arn:… above From."),
        good().with_text("Hello Bob,\n\nthe header is\n\nX-SES-SOURCE-ARN: x"),
        good_eml().with_eml("From: ann@example.com\nTo: bob@example.org\n\nX-SES-SOURCE-ARN: x"),
    ]
}
