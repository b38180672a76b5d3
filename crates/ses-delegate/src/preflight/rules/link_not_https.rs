use crate::error::quote;
use crate::preflight::case::Case;
use crate::preflight::html::has_scheme;
use crate::preflight::listed::listed;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The HTML links to, or loads from, an unencrypted address.
    ///
    /// # Why
    /// Anyone on the way can read and change what is fetched by `http:`. Readers warn of
    /// such links, and many show no image that comes so.
    ///
    /// # Example
    /// `<a href="http://example.com/">` or `<img src="http://example.com/logo.png">`
    ///
    /// # Use instead
    /// The same address by `https:`, after a look whether it answers there.
    ///
    /// # Source
    /// RFC 9110 section 4.2.2.
    "link-not-https", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let html = &case.html;
    let images = html.images.iter().map(|image| &image.source);
    let mut plain: Vec<_> = html
        .links
        .iter()
        .chain(images)
        .chain(&html.loads)
        .filter(|url| has_scheme(url, "http://"))
        .map(|url| quote(url))
        .collect();
    plain.sort_unstable();
    plain.dedup();
    if plain.is_empty() {
        return Vec::new();
    }
    vec![Hit::new("html", format!("The HTML names {}.", listed(&plain)))]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_html("<a href='http://example.com/'>x</a>"),
        good().with_html("<A HREF=' HTTP://example.com/ '>x</A>"),
        good().with_html("<p>x<img alt='' src=http://example.com/a.png>"),
        good().with_html("<td background='http://example.com/a.png'>x"),
        good().with_html("<p style=\"background: url('http://example.com/a.png')\">x"),
        good().with_html("<link rel=stylesheet href='http://example.com/a.css'>x"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_html("<a href='https://example.com/?next=http://example.org'>x</a>"),
        good().with_html("<a href='mailto:ann@example.com'>http://example.com</a>"),
        good().with_html(
            "<html xmlns='http://www.w3.org/1999/xhtml'><!-- <a href='http://a.example'> -->x",
        ),
        good().with_html("<a href='#http'>x</a><img alt=x src='cid:a'>"),
    ]
}
