use crate::header::HeaderName;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};
use std::collections::HashSet;

rule! {
    /// A header that may stand once stands more than once.
    ///
    /// # Why
    /// SES refuses such a message: "Duplicate header".
    ///
    /// # Example
    /// Subject: Hello
    /// Subject: Hello again
    ///
    /// # Use instead
    /// One header of that name. Messages that were sent or forwarded before often
    /// carry two `DKIM-Signature` headers: remove them, since SES signs anew.
    ///
    /// # Source
    /// SES Developer Guide, "Amazon SES header fields".
    "raw-header-repeated", Error => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let eml = raw.adopted.eml();
    let mut seen = HashSet::new();
    let mut told = HashSet::new();
    let mut hits = Vec::new();
    for (at, header) in eml.headers().iter().enumerate() {
        let name = header.name().to_ascii_lowercase();
        let is_single = header.name().parse().is_ok_and(|name: HeaderName| name.is_single());
        // Of each name once, however often it stands there.
        if is_single && !seen.insert(name.clone()) && told.insert(name) {
            let lines = eml.named(header.name()).map(|(_, header)| header.line().to_string());
            let lines = lines.collect::<Vec<_>>().join(", ");
            let found = format!("{} stands on lines {lines}.", header.name());
            hits.push(Hit::new(format!("raw.headers[{at}]"), found));
        }
    }
    hits
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml().with_headers("subject: a\r\n"),
        good_eml().with_headers("From: ann@example.com\nDate: a\nDATE: b\nDate: c\n"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml().with_headers("Received: a\r\nReceived: b\r\nX-Mine: a\r\nX-Mine: b\r\n")]
}
