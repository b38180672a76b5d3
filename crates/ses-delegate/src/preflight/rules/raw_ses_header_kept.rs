use crate::eml::SesFate;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The message carries an X-SES header that stays.
    ///
    /// # Why
    /// Only headers that name identities are removed. The others go out with the
    /// message and are obeyed, as far as SES knows them: `X-SES-CONFIGURATION-SET`,
    /// `X-SES-MESSAGE-TAGS`, `X-SES-LIST-MANAGEMENT-OPTIONS` and `X-SES-TENANT` are
    /// taken from the account that sends. Others were put in by SES when the message
    /// was delivered or received.
    ///
    /// # Example
    /// X-SES-CONFIGURATION-SET: example
    ///
    /// # Use instead
    /// Nothing, if it is meant. A configuration set, tenant or list that your account
    /// does not have makes SES refuse the message.
    ///
    /// # Source
    /// SES Developer Guide, "Sending email using Amazon SES with a configuration
    /// set".
    "raw-ses-header-kept", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let headers = raw.adopted.ses_headers().iter();
    let kept = headers.filter(|header| header.fate == SesFate::Kept && header.is_effective);
    Hit::at_each(kept, |it| format!("{}: {} stays in the message.", it.name, it.value))
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml().with_headers("X-SES-TENANT: a\r\n"),
        good_eml().with_headers("X-SES-Outgoing: 2026.11.25-1.2.3.4\r\n"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml().with_headers("X-SES-FROM-ARN: a\r\n")]
}
