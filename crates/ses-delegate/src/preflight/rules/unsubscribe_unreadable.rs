use crate::error::ParseError;
use crate::preflight::case::Case;
use crate::preflight::html::has_scheme;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The way to leave the list cannot be used.
    ///
    /// # Why
    /// List-Unsubscribe holds an `https:` URL, a `mailto:` URI, or both, in ASCII. Gmail
    /// and Yahoo take no `http:`, and a URL that is not ASCII ends up broken.
    ///
    /// # Example
    /// `http://example.com/leave`
    ///
    /// # Use instead
    /// `https://example.com/leave?id=1`, or an address.
    ///
    /// # Source
    /// RFC 2369 section 3.2; RFC 8058 section 3.1.
    "unsubscribe-unreadable", Error,
    explains: ["list_unsubscribe.none", "list_unsubscribe.url", "list_unsubscribe.email"],
    tell: tell => |_| Vec::new()
}

fn tell(case: &Case<'_>, error: &ParseError) -> Hit {
    let hit = Hit::refused(error);
    let list = case.letter.draft.list_unsubscribe.as_ref();
    let url = list.map_or("", |list| list.url.trim());
    if error.code() == "list_unsubscribe.url" && has_scheme(url, "http://") {
        return hit.mend(format!("Write https://{}, if it answers there.", &url[7..]));
    }
    hit
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_unsubscribe("http://example.com/leave", "", false),
        good().with_unsubscribe("example.com/leave", "", false),
        good().with_unsubscribe("https://example.com/é", "", false),
        good().with_unsubscribe("", "mailto:nobody", false),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_unsubscribe("", "", false),
        good().with_unsubscribe("https://example.com/leave", "leave@example.com", true),
        good().with_unsubscribe("", "mailto:leave@example.com?subject=x", false),
    ]
}
