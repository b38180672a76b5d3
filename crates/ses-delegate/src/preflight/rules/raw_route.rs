use crate::preflight::rule::rule;

rule! {
    /// A message that is written already is to go by an operation that writes its
    /// own.
    ///
    /// # Why
    /// `SendEmail` and `SendTemplatedEmail` take texts and addresses and write the MIME
    /// themselves. X-SES headers mean nothing to them: they are read from raw mail
    /// only, that is from `SendRawEmail` of API v1, Raw content of API v2, and SMTP.
    ///
    /// # Example
    /// An imported .eml with the route `v1-send-email`.
    ///
    /// # Use instead
    /// One of the raw routes: `v1-send-raw-email`, `v1-send-raw-email-headers` or
    /// `v2-send-email-raw`.
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks for Amazon SES sending
    /// authorization".
    "raw-route", Error, explains: ["route.raw"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};
#[cfg(test)]
use crate::route::Route;

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    [Route::V1SendEmail, Route::V2SendEmailSimple].map(|route| good_eml().by(route)).to_vec()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    [Route::V1SendRawEmail, Route::V1SendRawEmailHeaders, Route::V2SendEmailRaw]
        .map(|route| good_eml().by(route))
        .to_vec()
}
