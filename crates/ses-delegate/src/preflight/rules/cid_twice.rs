use crate::preflight::rule::{Hit, rule};

rule! {
    /// Two files have one Content-ID.
    ///
    /// # Why
    /// A reader shows one of them in both places, and the other nowhere.
    ///
    /// # Example
    /// `logo.png` and `photo.png`, both with the `cid` `image`.
    ///
    /// # Use instead
    /// A Content-ID of its own for each file.
    ///
    /// # Source
    /// RFC 2045 section 7.
    "cid-twice", Error,
    explains: ["content_id.twice"],
    tell: |_, error| {
        Hit::new(error.field(), format!("{} is an earlier file's already.", error.found()))
    } => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good().with_cids(&["a", "a"]), good().with_cids(&["a", " a "])]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_cids(&["a", "b"]),
        good().with_cids(&["a", "A"]),
        good().with_cids(&["", ""]),
    ]
}
