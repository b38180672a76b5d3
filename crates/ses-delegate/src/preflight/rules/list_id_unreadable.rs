use crate::preflight::rule::rule;

rule! {
    /// The id of the list is none.
    ///
    /// # Why
    /// Readers sort mail by List-Id, and leave lists by it. It looks like a domain: ASCII
    /// with a dot in it, at most 255 characters, in angle brackets behind the name.
    ///
    /// # Example
    /// `News`
    ///
    /// # Use instead
    /// `news.example.com`, or `News <news.example.com>`.
    ///
    /// # Source
    /// RFC 2919 section 2.
    "list-id-unreadable", Error,
    explains: ["list_id.syntax"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    ["News", "a b.c", "news.example.com <News>"]
        .into_iter()
        .map(|id| good().with(|draft| draft.list_id = id.to_owned()))
        .collect()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    ["", "news.example.com", "News <news.example.com>"]
        .into_iter()
        .map(|id| good().with(|draft| draft.list_id = id.to_owned()))
        .collect()
}
