use crate::preflight::rule::rule;

rule! {
    /// A tag has characters that none can have.
    ///
    /// # Why
    /// SES takes letters, digits, underscores and hyphens in names and values of tags, 1
    /// to 256 of them, and refuses the message for any other.
    ///
    /// # Example
    /// `campaign = spring sale`
    ///
    /// # Use instead
    /// `campaign = spring-sale`
    ///
    /// # Source
    /// SES API v1 reference, `MessageTag`.
    "tag-unreadable", Error,
    explains: ["tag.text"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_tags(&[("campaign", "spring sale")]),
        good().with_tags(&[("", "x")]),
        good().with_tags(&[("a", "")]),
        good().with_tags(&[("a", "b@c.d")]),
        good().with_tags(&[("größe", "x")]),
        good().with_tags(&[("a", &"b".repeat(257))]),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), good().with_tags(&[(" campaign ", "spring-sale_2"), ("a", &"b".repeat(256))])]
}
