use crate::preflight::case::Case;
use crate::preflight::listed::listed;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// Readers take some of the HTML out.
    ///
    /// # Why
    /// No mail program runs scripts, and nearly all take out or disable forms, frames,
    /// plug-ins and event handlers. What works in a browser does nothing in a mail.
    ///
    /// # Example
    /// `<script>`, `<form>`, `<iframe>`, `onclick="…"`
    ///
    /// # Use instead
    /// A link to a page that does it.
    ///
    /// # Source
    /// HTML sanitising is each mail program's own; none is documented completely.
    "html-removed", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let inert = &case.html.inert;
    match inert.len() {
        0 => Vec::new(),
        _ => vec![Hit::new("html", format!("The HTML holds {}.", listed(inert)))],
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_html("<script>x()</script><p>x"),
        good().with_html("x<FORM action='https://example.com'><input name=a></FORM>"),
        good().with_html("x<iframe src='https://example.com'></iframe>"),
        good().with_html("<p onmouseover='x()'>x"),
        good().with_html("<a href='javascript:x()'>x</a>"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_html(
            "<p class=script>form</p><a href='https://example.com'>x</a><!-- <script> -->",
        ),
    ]
}
