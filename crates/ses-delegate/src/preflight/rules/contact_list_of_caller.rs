use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The contact list must exist in your account, not in the owner's.
    ///
    /// # Why
    /// A list belongs to the account that sends, and an account may have one only.
    /// Mail to a contact of it who unsubscribed comes back as a bounce; who
    /// unsubscribed from the owner's list is not known there.
    ///
    /// # Example
    /// `listManagement.contactList` is `customers`, which the owner keeps.
    ///
    /// # Use instead
    /// A contact list of your own, in the Region of the identity.
    ///
    /// # Source
    /// SES Developer Guide, "Using list management" and "Using subscription
    /// management". That it must be the sender's own list follows from its ARN.
    "contact-list-of-caller", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let list = letter.draft.list_management.as_ref().map(|list| list.contact_list.trim());
    let (Some(_), Some(name)) = (&letter.source_arn, list.filter(|name| !name.is_empty())) else {
        return Vec::new();
    };
    let arn = letter.arn_of_own(case.known.caller.as_ref(), &format!("contact-list/{name}"));
    vec![Hit::new(
        "listManagement.contactList",
        format!("SES looks for {name} in your account: {arn}."),
    )]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good().with_list("customers", "")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), good().with_list("", ""), good().with_list("customers", "").by_owner("us-east-1")]
}
