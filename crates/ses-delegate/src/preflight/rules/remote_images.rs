use crate::preflight::case::Case;
use crate::preflight::html::has_scheme;
use crate::preflight::listed::listed;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The HTML loads images from elsewhere.
    ///
    /// # Why
    /// Many readers show such images only when they are asked to, and whoever serves them
    /// learns who reads the message, when and where.
    ///
    /// # Example
    /// `<img src="https://example.com/logo.png">`
    ///
    /// # Use instead
    /// A file with a `cid`, which travels with the message, where it must be seen at
    /// once.
    ///
    /// # Source
    /// RFC 2557 section 3.
    "remote-images", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let sources = case.html.images.iter().map(|image| &image.source);
    let remote: Vec<_> =
        sources.filter(|url| has_scheme(url, "https://") || has_scheme(url, "http://")).collect();
    let mut hosts: Vec<_> = remote.iter().filter_map(|url| url.split('/').nth(2)).collect();
    hosts.sort_unstable();
    hosts.dedup();
    match remote.len() {
        0 => Vec::new(),
        1 => vec![Hit::new("html", format!("One image comes from {}.", listed(&hosts)))],
        many => vec![Hit::new("html", format!("{many} images come from {}.", listed(&hosts)))],
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_html("<img alt=x src='https://example.com/a.png'>"),
        good().with_html(
            "<img alt=x src='HTTP://example.com/a.png'><img alt='' src='https://example.com/b.png'>",
        ),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_html("<img alt=x src='cid:a'><img alt=y src='data:image/png;base64,AAAA'>"),
    ]
}
