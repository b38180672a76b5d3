use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// Leaving the list takes more than one click.
    ///
    /// # Why
    /// Gmail and Yahoo ask senders of more than 5000 messages a day for one-click
    /// unsubscribing: an `https:` URL, and List-Unsubscribe-Post. To leave by mail alone
    /// is not enough for them.
    ///
    /// # Example
    /// `List-Unsubscribe: <mailto:leave@example.com>` alone.
    ///
    /// # Use instead
    /// An `https:` URL that unsubscribes at a POST, and `listUnsubscribe.oneClick`.
    ///
    /// # Source
    /// RFC 8058; Google, "Email sender guidelines".
    "unsubscribe-not-one-click", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let Some(header) = letter.headers("List-Unsubscribe").next() else { return Vec::new() };
    if letter.headers("List-Unsubscribe-Post").next().is_some() || letter.refuses("listUnsubscribe")
    {
        return Vec::new();
    }
    let found = if header.value.to_ascii_lowercase().contains("<https://") {
        "There is a URL, but no List-Unsubscribe-Post."
    } else {
        "The list is left by mail only."
    };
    vec![Hit::new(&header.field, found)]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_unsubscribe("", "leave@example.com", false),
        good().with_unsubscribe("https://example.com/leave", "", false),
        good().with_unsubscribe("https://example.com/leave", "leave@example.com", false),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_unsubscribe("https://example.com/leave", "leave@example.com", true),
        good().with_unsubscribe("x", "", false),
    ]
}
