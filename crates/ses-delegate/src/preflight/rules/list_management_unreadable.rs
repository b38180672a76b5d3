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
fn managed(contact_list: &str, topic: &str) -> Sample {
    good().with(|draft| {
        draft.list_management = Some(crate::draft::ListManagement {
            contact_list: contact_list.to_owned(),
            topic: topic.to_owned(),
        });
    })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        managed("My list", ""),
        managed("", "news"),
        managed("list", "the news"),
        managed(&"a".repeat(65), ""),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), managed("", " "), managed("list", "news"), managed(&"a".repeat(64), "")]
}
