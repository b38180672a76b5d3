use crate::error::ParseError;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// Nobody receives the message.
    ///
    /// # Why
    /// SES refuses a message without a recipient: "Missing required header 'To'" or
    /// "Missing final '@domain'".
    ///
    /// # Example
    /// A draft with a sender, a subject and a text, and To, Cc and Bcc all empty.
    ///
    /// # Use instead
    /// At least one address in To, Cc or Bcc.
    ///
    /// # Source
    /// SES API v1 reference, `Destination`; RFC 5321 section 3.3.
    "no-recipients", Error,
    explains: ["recipients.none"],
    tell: |_, _| hit() => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    // What cannot be read is somebody, and told of elsewhere.
    let unreadable = ["to[", "cc[", "bcc["];
    let told = |error: &ParseError| {
        error.code() == "recipients.none"
            || unreadable.iter().any(|list| error.field().starts_with(list))
    };
    // Of an imported message another rule tells.
    if letter.raw.is_some() || !letter.recipients.is_empty() || letter.refused.iter().any(told) {
        return Vec::new();
    }
    vec![hit()]
}

fn hit() -> Hit {
    Hit::new("to", "To, Cc and Bcc name nobody.")
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good().with(|draft| draft.to.clear())]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), good().to("bob"), good().with(|draft| draft.bcc = std::mem::take(&mut draft.to))]
}
