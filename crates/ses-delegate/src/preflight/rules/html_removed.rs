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
fn html(html: &str) -> Sample {
    good().with(|draft| draft.html = html.to_owned())
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        html("<script>x()</script><p>x"),
        html("x<FORM action='https://example.com'><input name=a></FORM>"),
        html("x<iframe src='https://example.com'></iframe>"),
        html("<p onmouseover='x()'>x"),
        html("<a href='javascript:x()'>x</a>"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        html("<p class=script>form</p><a href='https://example.com'>x</a><!-- <script> -->"),
    ]
}
