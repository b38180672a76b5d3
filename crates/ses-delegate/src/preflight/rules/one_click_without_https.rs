use crate::preflight::rule::{Hit, rule};

rule! {
    /// One click is promised, and no `https:` URL is there to take it.
    ///
    /// # Why
    /// List-Unsubscribe-Post says that a POST to the URL of List-Unsubscribe is enough.
    /// Without an `https:` URL there is nothing to post to, and the promise is void.
    ///
    /// # Example
    /// `List-Unsubscribe: <mailto:leave@example.com>` with `List-Unsubscribe-Post`.
    ///
    /// # Use instead
    /// An `https:` URL that unsubscribes at a POST without asking further; or no
    /// one-click.
    ///
    /// # Source
    /// RFC 8058 section 3.1.
    "one-click-without-https", Error,
    explains: ["list_unsubscribe.one_click"],
    tell: |_, error| Hit::new(error.field(), "There is no https URL.") => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_unsubscribe("", "leave@example.com", true),
        good().with_unsubscribe("", "", true),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_unsubscribe("", "leave@example.com", false),
        good().with_unsubscribe("https://example.com/leave", "", true),
        good().with_unsubscribe("HTTPS://example.com/leave", "leave@example.com", true),
        // Told of as a URL that cannot be used.
        good().with_unsubscribe("http://example.com/leave", "", true),
    ]
}
