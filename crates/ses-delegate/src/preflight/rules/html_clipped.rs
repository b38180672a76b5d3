use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// Gmail shows the beginning of the HTML only.
    ///
    /// # Why
    /// Gmail cuts HTML after about 102 KB, with a link to the rest. What is cut, often
    /// the way to unsubscribe and the image that counts readers, is seldom seen.
    ///
    /// # Example
    /// HTML of 150 000 bytes.
    ///
    /// # Use instead
    /// Shorter HTML: less inline style, images by `cid:` or URL in place of `data:`, or a
    /// link to the rest.
    ///
    /// # Source
    /// Observed, not documented by Google: 102 400 bytes of HTML; images and files do not
    /// count.
    "html-clipped", Warning => check
}

/// Most that is shown at once, in bytes.
const SHOWN: usize = 102_400;

fn check(case: &Case<'_>) -> Vec<Hit> {
    let length = case.letter.html.len();
    if length <= SHOWN {
        return Vec::new();
    }
    let more = length - SHOWN;
    vec![Hit::new("html", format!("The HTML has {length} bytes, {more} more than Gmail shows."))]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good().with_html(&"x".repeat(102_401)), good().with_html(&"é".repeat(51_201))]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), good().with_html(&"x".repeat(102_400)), good().with_html(&"é".repeat(51_200))]
}
