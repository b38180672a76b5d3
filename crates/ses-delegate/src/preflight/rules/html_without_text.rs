use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The HTML shows no text.
    ///
    /// # Why
    /// Many readers show no images before they are asked to, and filters cannot read
    /// them: to both the message is empty.
    ///
    /// # Example
    /// HTML of one image that has no alternative text.
    ///
    /// # Use instead
    /// The words as text, or in the `alt` of the images that show them.
    ///
    /// # Source
    /// Web Content Accessibility Guidelines 2.2, success criterion 1.4.5.
    "html-without-text", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let (letter, html) = (&case.letter, &case.html);
    // An editor leaves `<p></p>` where nothing was written beside a file.
    let is_all_files = !letter.files.is_empty() && letter.text.trim().is_empty();
    let is_unwritten = is_all_files && html.images.is_empty();
    if letter.html.trim().is_empty() || html.has_text || is_unwritten {
        return Vec::new();
    }
    let found = match html.images.len() {
        0 => "The HTML shows neither text nor images.".to_owned(),
        1 => "The HTML shows one image and no text.".to_owned(),
        many => format!("The HTML shows {many} images and no text."),
    };
    vec![Hit::new("html", found)]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_html("<p></p>"),
        good().with_html("<p></p>").with_file("a.pdf", 1),
        good().with_html("<p>&nbsp;</p>"),
        good().with_html("<img src='https://example.com/a.png'>"),
        good().with_html("<title>Hello</title><style>p { color: red }</style><img alt=''><img>"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_html(" "),
        good().with_html("<p>x"),
        good().with_html("x"),
        good().with_html("<img src='cid:a' alt='Hello'>"),
        good().with_html("<p><br></p>").with_file("a.pdf", 1).with(|draft| draft.text.clear()),
    ]
}
