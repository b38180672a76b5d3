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
fn leave(url: &str, email: &str, one_click: bool) -> Sample {
    good().with(|draft| {
        draft.list_unsubscribe = Some(crate::draft::Unsubscribe {
            url: url.to_owned(),
            email: email.to_owned(),
            one_click,
        });
    })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![leave("", "leave@example.com", true), leave("", "", true)]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        leave("", "leave@example.com", false),
        leave("https://example.com/leave", "", true),
        leave("HTTPS://example.com/leave", "leave@example.com", true),
        // Told of as a URL that cannot be used.
        leave("http://example.com/leave", "", true),
    ]
}
