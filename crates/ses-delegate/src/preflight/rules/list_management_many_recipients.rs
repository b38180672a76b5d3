use crate::error::quote;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// SES manages the list of a message to one recipient only.
    ///
    /// # Why
    /// SES writes List-Unsubscribe and the links to unsubscribe for each recipient by
    /// itself, and so only in messages that have a single recipient.
    ///
    /// # Example
    /// A contact list, and three recipients.
    ///
    /// # Use instead
    /// One message to each recipient.
    ///
    /// # Source
    /// SES Developer Guide, "Using subscription management".
    "list-management-many-recipients", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let list = letter.draft.list_management.as_ref().map_or("", |list| list.contact_list.trim());
    let many = letter.recipients.len();
    if list.is_empty() || many < 2 {
        return Vec::new();
    }
    let found = format!("The contact list is {}, and there are {many} recipients.", quote(list));
    vec![Hit::new("listManagement", found)]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn two(draft: &mut crate::draft::Draft) {
    draft.bcc = vec!["carl@example.org".to_owned()];
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good().with_list("list", "").with(two), good().with_list("list", "news").with(two)]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good().with(two), good().with_list("list", ""), good().with_list("", "").with(two)]
}
