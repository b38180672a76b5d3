use crate::plan::Size;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The message is nearly as long as its route takes.
    ///
    /// # Why
    /// SES measures the whole message, encoded; one more file, or a longer text, may be
    /// refused.
    ///
    /// # Example
    /// A message of 10 000 000 bytes by API v1, which takes 10 485 760.
    ///
    /// # Use instead
    /// API v2 or SMTP, which take 40 MB, or smaller files.
    ///
    /// # Source
    /// SES Developer Guide, "Service quotas in Amazon SES": message size.
    "message-near-limit", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let is_near = |size: &Size| (size.limit / 10 * 9..=size.limit).contains(&size.bytes);
    let Some(size) = case.letter.size.filter(is_near) else { return Vec::new() };
    let Size { bytes, limit, is_exact } = size;
    let (at_least, at_most) = if is_exact { ("", "") } else { ("at least ", "at most ") };
    let left = limit - bytes;
    let field = if case.letter.files.is_empty() { "text" } else { "attachments" };
    let found = format!("It has {at_least}{bytes} of {limit} bytes: {at_most}{left} are left.");
    vec![Hit::new(field, found)]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
use crate::route::Route;

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_file_elsewhere(7_000_000),
        good().with_file_elsewhere(30_000_000).by(Route::V2SendEmailRaw),
        good().with_text(&"x".repeat(9_437_184)),
        good().with_text(&"x".repeat(10_485_760)),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_file_elsewhere(6_000_000),
        good().with_file_elsewhere(8_000_000),
        good().with_file_elsewhere(8_000_000).by(Route::V2SendEmailRaw),
        good().with_text(&"x".repeat(9_437_183)),
    ]
}
