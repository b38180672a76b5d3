use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// SES writes Date and Message-ID anew.
    ///
    /// # Why
    /// SES replaces both with its own, so recipients see the time of sending, and
    /// replies do not refer to the Message-ID of the file. A DKIM signature over them
    /// breaks.
    ///
    /// # Example
    /// Message-ID: <1@example.com>
    ///
    /// # Use instead
    /// Nothing. To find the message again, keep the id that SES answers.
    ///
    /// # Source
    /// SES Developer Guide, "Amazon SES header fields".
    "raw-date-replaced", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    ["Date", "Message-ID"]
        .into_iter()
        .flat_map(|name| raw.adopted.eml().named(name))
        .map(|(at, header)| {
            let found = format!("{} of line {} is replaced.", header.name(), header.line());
            Hit::new(format!("raw.headers[{at}]"), found)
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml().with_headers("message-id: <1@example.com>\r\n"),
        good_eml().with_headers("Date: Wed, 25 Nov 2026 10:00:00 +0000\r\n"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml().with_headers("Resent-Date: Wed, 25 Nov 2026 10:00:00 +0000\r\n")]
}
