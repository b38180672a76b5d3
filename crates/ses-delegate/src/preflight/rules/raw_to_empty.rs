use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The To header is empty.
    ///
    /// # Why
    /// Senders report that SES refuses an empty To header, whoever else receives the
    /// message; an absent one is fine.
    ///
    /// # Example
    /// From: ann@example.com
    /// To:
    /// Bcc: bob@example.org
    ///
    /// # Use instead
    /// No To header, or one that names somebody.
    ///
    /// # Source
    /// Senders' reports (daniel-zahariev/php-aws-ses#32); AWS's reference does not
    /// speak of it.
    "raw-to-empty", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let eml = raw.adopted.eml();
    let empty = eml.named("To").filter(|(_, header)| header.unfolded().is_empty());
    empty
        .map(|(at, header)| {
            Hit::new(
                format!("raw.headers[{at}]"),
                format!("To of line {} holds nothing.", header.line()),
            )
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml().with_eml("From: ann@example.com\r\nTo:\r\nBcc: bob@example.org\r\n\r\n"),
        good_eml().with_eml("From: ann@example.com\nto: \n \nCc: bob@example.org\n\n"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml(), good_eml().with_eml("From: ann@example.com\nCc: bob@example.org\n\n")]
}
