use crate::preflight::rule::{Hit, rule};

rule! {
    /// The message goes to nobody.
    ///
    /// # Why
    /// Without recipients in the request SES reads them from the To, Cc and Bcc
    /// headers, and refuses the message if there are none.
    ///
    /// # Example
    /// From: ann@example.com
    /// To: undisclosed-recipients:;
    ///
    /// # Use instead
    /// Recipients in the draft's `to`, `cc` or `bcc`: with these, the headers deliver
    /// nothing.
    ///
    /// # Source
    /// SES API v1 reference, `SendRawEmail`, `Destinations`.
    "raw-recipients-missing", Error,
    explains: ["raw.recipients"],
    tell: |_, error| {
        let found = "Neither the draft nor the headers To, Cc and Bcc name anybody.";
        Hit::new(error.field(), found)
    } => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml().with_eml("From: ann@example.com\r\n\r\nHello"),
        good_eml().with_eml("From: ann@example.com\r\nTo: undisclosed-recipients:;\r\n\r\nHello"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good_eml().with_eml("From: ann@example.com\r\nBcc: bob@example.org\r\n\r\nHello"),
        good_eml()
            .with_eml("From: ann@example.com\r\n\r\nHello")
            .with(|draft| draft.cc = vec!["bob@example.org".to_owned()]),
    ]
}
