use std::collections::HashSet;

use crate::preflight::case::Case;
use crate::preflight::html::cid as cid_of;
use crate::preflight::letter::File;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A file is to be shown within the HTML, which does not show it.
    ///
    /// # Why
    /// A file with a Content-ID travels as a part of the HTML. Where the HTML does not
    /// show it, some readers show it nowhere, so that the recipient never gets it.
    ///
    /// # Example
    /// A file with the `cid` `logo`, and HTML without `cid:logo`.
    ///
    /// # Use instead
    /// A file without a `cid`, which is listed as an attachment; or HTML that shows it:
    /// `<img src="cid:logo">`.
    ///
    /// # Source
    /// RFC 2387 section 3; RFC 2392 section 2.
    "cid-file-unused", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let (html, mut shown) = (&case.html, HashSet::new());
    shown.extend(html.cids());
    shown.extend(html.cids_of_comments());
    // Links may lead to it, too.
    shown.extend(html.links.iter().filter_map(|link| cid_of(link)));
    let is_unused = |file: &&File<'_>| {
        let cid = file.bare_cid();
        !cid.is_empty() && !file.names().any(|name| shown.contains(&*name))
    };
    let files = case.letter.files.iter().filter(is_unused);
    let hit = |file: &File<'_>| {
        let where_to = if case.letter.html.trim().is_empty() {
            "there is no HTML"
        } else {
            "the HTML does not show it"
        };
        let (name, cid) = (file.called(), file.bare_cid());
        Hit::new(
            format!("{}.cid", file.field),
            format!("{name} is called cid:{cid}, but {where_to}."),
        )
    };
    files.map(hit).collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good, good_eml};

/// An imported message with a file that stands inline and has a Content-ID.
#[cfg(test)]
fn inline(kind: &str, text: &str, file: &str) -> Sample {
    good_eml().with_eml(format!(
        "From: ann@example.com\r\nTo: bob@example.org\r\nSubject: Hello\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: {kind}\r\n\r\n{text}\r\n\
         --b\r\nContent-Type: {file}; name=a\r\nContent-Disposition: inline\r\n\
         Content-ID: <a@b>\r\n\r\nx\r\n--b--\r\n"
    ))
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_html("<p>x").with_cids(&["logo"]),
        good().with_html("<img alt=x src='cid:Logo'>").with_cids(&["logo"]),
        good().with_html("").with_cids(&["logo"]),
        good().with_html("<img alt=x src='logo'>cid:logo").with_cids(&["logo"]),
        inline("text/html", "<p>Hello", "image/png"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_html("<img alt=x src='cid:logo'>").with_cids(&["logo"]),
        good().with_html("<img alt=x src='cid:logo%40example'>").with_cids(&["logo@example"]),
        good().with_html("<style>p { background: url(cid:logo) }</style>x").with_cids(&["<logo>"]),
        good()
            .with_html("<!--[if mso]><v:fill src=\"cid:logo\"/><![endif]-->x")
            .with_cids(&["logo"]),
        good().with_html("<a href='cid:logo'>x</a>").with_cids(&["logo"]),
        good().with_html("x").with_cids(&[""]),
        inline("text/plain", "Hello", "image/png"),
        inline("text/html", "<p>Hello", "application/pdf"),
        inline("text/html", "<p>Hello<img alt=x src='cid:a%40b'>", "image/png"),
    ]
}
