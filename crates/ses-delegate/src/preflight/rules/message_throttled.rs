use crate::plan::Size;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The message is long enough to be slowed down.
    ///
    /// # Why
    /// SES takes messages of up to 40 MB by API v2 and SMTP, but limits the bandwidth of
    /// those over 10 MB: they take longer to be taken and delivered, and many receiving
    /// servers refuse them.
    ///
    /// # Example
    /// A message of 15 MB by API v2.
    ///
    /// # Use instead
    /// A link to the file, if the message must arrive soon, or everywhere.
    ///
    /// # Source
    /// SES Developer Guide, "Service quotas in Amazon SES": message size.
    "message-throttled", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(size) = case.letter.size.filter(|size| size.bytes > Size::V1) else {
        return Vec::new();
    };
    let at_least = if size.is_exact { "" } else { "at least " };
    let field = if case.letter.files.is_empty() { "text" } else { "attachments" };
    vec![Hit::new(field, format!("It has {at_least}{} bytes, more than {}.", size.bytes, Size::V1))]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
use crate::route::Route;

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_file_elsewhere(8_000_000).by(Route::V2SendEmailRaw),
        good().with_file_elsewhere(8_000_000).by(Route::V2SendEmailSimple),
        good().with_text(&"x".repeat(10_485_761)).by(Route::V2SendEmailSimple),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good().by(Route::V2SendEmailRaw),
        good().with_file_elsewhere(7_000_000).by(Route::V2SendEmailRaw),
        // Refused, not slowed down.
        good().with_file_elsewhere(8_000_000),
        good().with_text(&"x".repeat(10_485_760)).by(Route::V2SendEmailSimple),
    ]
}
