use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// There is HTML and no plain text.
    ///
    /// # Why
    /// Some people, watches and programs read the plain text only, and filters count HTML
    /// alone against a message.
    ///
    /// # Example
    /// A newsletter with `html` and without `text`.
    ///
    /// # Use instead
    /// The same content in `text` as well.
    ///
    /// # Source
    /// RFC 2046 section 5.1.4.
    "text-part-missing", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    // Without text in the HTML there is nothing to write twice.
    if !case.html.has_text || !letter.text.trim().is_empty() {
        return Vec::new();
    }
    let found = format!("There are {} bytes of HTML and no text.", letter.html.len());
    vec![Hit::new("text", found)]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_html("<p>Hello").with_text(""),
        good().with_html("<p>Hello").with_text(" \r\n"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_html("<p>Hello Bob"),
        good().with_html("").with(|draft| draft.text.clear()),
        good().with_html("<p></p>").with(|draft| draft.text.clear()),
    ]
}
