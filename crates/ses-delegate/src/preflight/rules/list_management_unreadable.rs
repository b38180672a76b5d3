use crate::preflight::rule::rule;

rule! {
    /// The contact list or the topic has no such name.
    ///
    /// # Why
    /// Names of contact lists and topics have 1 to 64 letters, digits, underscores and
    /// hyphens. A topic belongs to a list, which must be named too.
    ///
    /// # Example
    /// The contact list `My list`; a topic without a list.
    ///
    /// # Use instead
    /// The name as `CreateContactList` took it, such as `newsletter`.
    ///
    /// # Source
    /// SES Developer Guide, "Using list management".
    "list-management-unreadable", Error,
    explains: ["contact_list.name", "topic.name"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_list("My list", ""),
        good().with_list("", "news"),
        good().with_list("list", "the news"),
        good().with_list(&"a".repeat(65), ""),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_list("", " "),
        good().with_list("list", "news"),
        good().with_list(&"a".repeat(64), ""),
    ]
}
