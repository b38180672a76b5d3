use crate::preflight::rule::{Hit, rule};

rule! {
    /// The message has no From header.
    ///
    /// # Why
    /// SES refuses it: "Missing required header 'From'". Where an empty line stands
    /// above From, that header is part of the body.
    ///
    /// # Example
    /// To: bob@example.org
    /// Subject: Hello
    ///
    /// # Use instead
    /// A From header with an address of the identity, in the header block.
    ///
    /// # Source
    /// SES API v1 reference, `SendRawEmail`; RFC 5322 section 3.6.
    "raw-from-missing", Error,
    explains: ["raw.from"],
    tell: |_, error| Hit::new(error.field(), "No From header names anybody.") => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml().with_eml("To: bob@example.org\r\n\r\nHello"),
        good_eml().with_eml("From:\r\n \r\nTo: bob@example.org\r\n\r\nHello"),
        good_eml().with_eml(""),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml()]
}
