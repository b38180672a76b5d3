use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};
use std::collections::HashMap;

rule! {
    /// Two recipients differ in capitals only.
    ///
    /// # Why
    /// To SES, and by the standard, `Bob@example.org` and `bob@example.org` are two
    /// recipients. Nearly every mail server delivers both to one mailbox, so that one
    /// person gets the message twice.
    ///
    /// # Example
    /// `Bob@example.org` in To and `bob@example.org` in Cc.
    ///
    /// # Use instead
    /// One of them, unless the receiving server is known to tell them apart.
    ///
    /// # Source
    /// RFC 5321 section 2.4.
    "recipients-differ-in-case", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let mut first = HashMap::new();
    let mut hits = Vec::new();
    for placed in &case.letter.recipients {
        let address = &placed.value.address;
        let (field, earlier) =
            *first.entry(address.as_str().to_ascii_lowercase()).or_insert((&placed.field, address));
        if earlier.local() != address.local() {
            let found = format!("{address} differs from {earlier} in {field} in capitals only.");
            hits.push(Hit::new(&placed.field, found));
        }
    }
    hits
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    let cc = |text: &str| good().with(|draft| draft.cc.push(text.to_owned()));
    vec![cc("Bob@example.org"), cc("BOB@Example.org")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    let cc = |text: &str| good().with(|draft| draft.cc.push(text.to_owned()));
    vec![good(), cc("bob@EXAMPLE.org"), cc("bobby@example.org")]
}
