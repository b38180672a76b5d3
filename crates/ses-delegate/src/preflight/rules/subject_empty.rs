use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The message has no subject.
    ///
    /// # Why
    /// Readers show "(no subject)" in its place, filters count it against the message,
    /// and answers to it are hard to find.
    ///
    /// # Example
    /// A draft whose subject is blank.
    ///
    /// # Use instead
    /// A subject that says what it is about.
    ///
    /// # Source
    /// RFC 5322 section 3.6.5.
    "subject-empty", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let is_blank = case.letter.subject.trim().is_empty();
    is_blank.then(|| Hit::new("subject", "The subject is blank.")).into_iter().collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    let subject = |text: &str| good().with(|draft| draft.subject = text.to_owned());
    vec![subject(""), subject("  "), subject("\u{a0}")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    let subject = |text: &str| good().with(|draft| draft.subject = text.to_owned());
    vec![good(), subject("?"), subject("two\nlines")]
}
