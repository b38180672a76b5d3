use crate::error::quote;
use crate::preflight::case::Case;
use crate::preflight::listed::listed;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// An image has no alternative text.
    ///
    /// # Why
    /// Where images are not shown, or not seen, `alt` stands in for them. Without it a
    /// reader shows a file name or an empty box, and reads the address aloud. An empty
    /// `alt=""` says that the image is decoration.
    ///
    /// # Example
    /// `<img src="cid:logo">`
    ///
    /// # Use instead
    /// `<img src="cid:logo" alt="Example Ltd">`, or `alt=""` for decoration.
    ///
    /// # Source
    /// Web Content Accessibility Guidelines 2.2, success criterion 1.1.1.
    "image-without-alt", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let images = &case.html.images;
    // Dots that count readers are for nobody to see.
    let bare = images.iter().filter(|image| image.alternative.is_none() && !image.is_dot);
    let bare: Vec<_> = bare.map(|image| quote(&image.source)).collect();
    match bare.len() {
        0 => Vec::new(),
        _ => vec![Hit::new("html", format!("There is no alt text at {}.", listed(&bare)))],
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_html("<p>x<img src='https://example.com/a.png'>"),
        good().with_html("<img src='cid:a'><img alt=b src=b>"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_html("<img src='a' alt='A'>"),
        good().with_html("x<img src='a' alt=''>"),
        good().with_html("x<img src='a' alt>"),
        good().with_html("x<img src='https://example.com/open' width=1 height=1>"),
        good().with_html("x<!-- <img src='a'> --><script>'<img>'</script>"),
    ]
}
