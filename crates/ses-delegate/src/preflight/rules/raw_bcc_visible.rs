use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The message has a Bcc header.
    ///
    /// # Why
    /// Without recipients in the request SES delivers to those in it; with them the
    /// header delivers nothing. Whether SES takes the header out before it delivers
    /// is documented nowhere, so its names may reach every reader.
    ///
    /// # Example
    /// Bcc: eve@example.org
    ///
    /// # Use instead
    /// No Bcc header; all recipients in the draft's `to`, `cc` and `bcc`, which are
    /// the envelope only.
    ///
    /// # Source
    /// SES API v1 reference, `SendRawEmail`, `Destinations`; RFC 5322 section 3.6.3.
    "raw-bcc-visible", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let eml = raw.adopted.eml();
    let named = eml.named("Bcc").filter(|(_, header)| !header.unfolded().is_empty());
    named
        .map(|(at, header)| {
            let people = match header.mailboxes().len() {
                1 => "one recipient".to_owned(),
                many => format!("{many} recipients"),
            };
            let found = format!("Bcc of line {} names {people}.", header.line());
            Hit::new(format!("raw.headers[{at}]"), found)
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml().with_headers("Bcc: eve@example.org\r\n"),
        good_eml().with_headers("bcc :\r\n eve@example.org\r\n"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml(), good_eml().with_headers("Bcc:\r\n")]
}
