use crate::preflight::rule::rule;

rule! {
    /// A name and address are too long.
    ///
    /// # Why
    /// SES refuses a name with its address that takes more than 320 characters: "Address
    /// length is more than 320 characters long". What counts is its written form, in
    /// which a name of another script takes two to three times its length.
    ///
    /// # Example
    /// A display name of 150 Chinese characters.
    ///
    /// # Use instead
    /// A shorter name, or the address alone.
    ///
    /// # Source
    /// SES answers with `InvalidParameterValue`; the limit is observed, not documented.
    "mailbox-too-long", Error,
    explains: ["mailbox.length"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    let from = |n| good().with(|draft| draft.from = format!("{} <ann@example.com>", "é".repeat(n)));
    vec![
        from(300),
        good().with(|draft| draft.to = vec![format!("{} <b@example.org>", "b".repeat(400))]),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    let from = |n| good().with(|draft| draft.from = format!("{} <ann@example.com>", "é".repeat(n)));
    vec![good(), from(50)]
}
