use crate::preflight::case::Case;
use crate::preflight::listed::listed;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The From header names several addresses.
    ///
    /// # Why
    /// One `FromArn` stands for the whole header. Whether SES authorises a second
    /// address by it, looks it up in your own account, or takes no such message is
    /// documented nowhere. Checks and `Source` here go by the first.
    ///
    /// # Example
    /// From: ann@example.com, bob@example.org
    ///
    /// # Use instead
    /// One address in From; the others in Reply-To.
    ///
    /// # Source
    /// RFC 5322 section 3.6.2, which allows several, and then wants a Sender.
    "raw-from-many", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    // A second header is told of elsewhere.
    let Some((at, header)) = raw.adopted.eml().named("From").next() else { return Vec::new() };
    let found: Vec<_> = header.mailboxes().into_iter().map(|it| it.address).collect();
    match found.len() {
        0 | 1 => Vec::new(),
        _ => {
            vec![Hit::new(format!("raw.headers[{at}]"), format!("From names {}.", listed(&found)))]
        }
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
fn from(from: &str) -> Sample {
    good_eml().with_eml(format!("From: {from}\r\nTo: bob@example.org\r\n\r\nHello"))
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        from("ann@example.com, bob@example.org"),
        from("Ann <ann@example.com>,\r\n Sue <sue@example.com>"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good_eml(),
        from("\"Smith, Ann\" <ann@example.com>"),
        from("Ann (or Bob, too) <ann@example.com>"),
    ]
}
