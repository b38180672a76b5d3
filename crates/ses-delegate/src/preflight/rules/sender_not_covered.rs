use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The `Sender` header names an address that no ARN covers.
    ///
    /// # Why
    /// SES wants the address in `Sender` verified as it wants that in `From`, but
    /// has no ARN for it alone. An address that neither the identity's ARN covers
    /// nor your own account has verified may have the whole message refused as
    /// "Email address is not verified".
    ///
    /// # Example
    /// Sender `office@example.net`, with the ARN of `example.com`.
    ///
    /// # Use instead
    /// A sender at the identity, or none: mail has the header only where
    /// somebody else sends it than the one in `From`. If the address is verified
    /// in your own account in that Region, nothing needs to be done.
    ///
    /// # Source
    /// SES Developer Guide, "Amazon SES email sending errors": "Email address is
    /// not verified"; RFC 5322 section 3.6.2.
    "sender-not-covered", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let (Some(sender), Some(source)) = (&letter.sender, &letter.source_arn) else {
        return Vec::new();
    };
    let address = &sender.value.address;
    if source.covers(address) || letter.from_arn.as_ref().is_some_and(|arn| arn.covers(address)) {
        return Vec::new();
    }
    vec![Hit::new(
        &sender.field,
        format!("The Sender header names {address}, which {source} does not cover."),
    )]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    ["office@example.net", "Office <office@badexample.com>"]
        .into_iter()
        .map(|sender| good().with(|draft| draft.sender = sender.to_owned()))
        .collect()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with(|draft| draft.sender = "Office <office@mail.example.com>".to_owned()),
        good().by_owner("us-east-1").with(|draft| draft.sender = "office@example.net".to_owned()),
    ]
}
