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
fn two(first: &str, second: &str) -> Sample {
    good().with_file("a.png", 1).with_file("b.png", 1).with(|draft| {
        draft.attachments[0].cid = first.to_owned();
        draft.attachments[1].cid = second.to_owned();
    })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![two("a", "a"), two("a", " a ")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), two("a", "b"), two("a", "A"), two("", "")]
}
