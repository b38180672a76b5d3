use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The subject is longer than a line.
    ///
    /// # Why
    /// Readers cut a subject where their list ends, on a telephone after some 40
    /// characters. Beyond 78 it is folded, which changes nothing of it.
    ///
    /// # Example
    /// A subject of 120 characters.
    ///
    /// # Use instead
    /// A shorter subject, with what matters at its beginning.
    ///
    /// # Source
    /// RFC 5322 section 2.1.1.
    "subject-long", Info => check
}

/// Longest line, in characters.
const LINE: usize = 78;

fn check(case: &Case<'_>) -> Vec<Hit> {
    let length = case.letter.subject.trim().chars().count();
    if length <= LINE {
        return Vec::new();
    }
    vec![Hit::new("subject", format!("The subject has {length} characters."))]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    let subject = |n| good().with(|draft| draft.subject = "é".repeat(n));
    vec![subject(79), subject(2000)]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    let subject = |n| good().with(|draft| draft.subject = "é".repeat(n));
    vec![good(), subject(78)]
}
