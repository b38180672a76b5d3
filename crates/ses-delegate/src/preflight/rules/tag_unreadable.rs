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
fn tags(tags: &[(&str, &str)]) -> Sample {
    good().with(|draft| {
        let tag = |(name, value): &(&str, &str)| crate::draft::Tag {
            name: (*name).to_owned(),
            value: (*value).to_owned(),
        };
        draft.tags = tags.iter().map(tag).collect();
        draft.configuration_set = "set".to_owned();
    })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        tags(&[("campaign", "spring sale")]),
        tags(&[("", "x")]),
        tags(&[("a", "")]),
        tags(&[("a", "b@c.d")]),
        tags(&[("größe", "x")]),
        tags(&[("a", &"b".repeat(257))]),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), tags(&[(" campaign ", "spring-sale_2"), ("a", &"b".repeat(256))])]
}
