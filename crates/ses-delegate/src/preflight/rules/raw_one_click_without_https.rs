use crate::error::quote;
use crate::preflight::case::Case;
use crate::preflight::letter::Header;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The message promises one click, and has no `https:` URL to take it.
    ///
    /// # Why
    /// List-Unsubscribe-Post says that a POST to the URL of List-Unsubscribe is enough.
    /// Without an `https:` URL there is nothing to post to. SES is not known to refuse
    /// such a message; mailbox providers pass over the promise.
    ///
    /// # Example
    /// List-Unsubscribe: <mailto:leave@example.com>
    /// List-Unsubscribe-Post: List-Unsubscribe=One-Click
    ///
    /// # Use instead
    /// An `https:` URL that unsubscribes at a POST without asking further; or no
    /// List-Unsubscribe-Post.
    ///
    /// # Source
    /// RFC 8058 section 3.1.
    "raw-one-click-without-https", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let post = letter.headers("List-Unsubscribe-Post").next();
    let Some(post) = post.filter(|_| letter.raw.is_some()) else { return Vec::new() };
    let has_https = |header: &Header<'_>| header.value.to_ascii_lowercase().contains("<https://");
    if letter.headers("List-Unsubscribe").any(has_https) {
        return Vec::new();
    }
    let found = match letter.headers("List-Unsubscribe").next() {
        Some(header) => format!("List-Unsubscribe has no https URL: {}.", quote(&header.value)),
        None => "There is no List-Unsubscribe.".to_owned(),
    };
    vec![Hit::new(&post.field, found)]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good, good_eml};

#[cfg(test)]
fn leave(by: &str) -> Sample {
    let post = "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
    good_eml().with_headers(&format!("{by}{post}"))
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        leave(""),
        leave("list-unsubscribe: <http://example.com/leave>\r\n"),
        leave("List-Unsubscribe: <mailto:leave@example.com>\r\n"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good_eml().with_headers("List-Unsubscribe: <mailto:leave@example.com>\r\n"),
        leave("List-Unsubscribe: <mailto:a@b.c>,\r\n <HTTPS://example.com/leave>\r\n"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_what_is_there() {
        let found = |by| leave(by).of("raw-one-click-without-https")[0].found.clone();
        assert_eq!(found(""), "There is no List-Unsubscribe.");
        let http = "List-Unsubscribe: <http://example.com/leave>\r\n";
        assert_eq!(
            found(http),
            "List-Unsubscribe has no https URL: \"<http://example.com/leave>\"."
        );
    }
}
