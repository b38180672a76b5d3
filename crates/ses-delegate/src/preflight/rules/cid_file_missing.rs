use std::borrow::Cow;
use std::collections::HashSet;

use crate::preflight::case::Case;
use crate::preflight::letter::File;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The HTML shows a file that the message does not hold.
    ///
    /// # Why
    /// `cid:` names a file of the same message by its Content-ID. Without that file
    /// readers show a broken image. It happens when HTML is copied out of another
    /// message.
    ///
    /// # Example
    /// `<img src="cid:logo">` and no file whose `cid` is `logo`.
    ///
    /// # Use instead
    /// A file with that `cid`, or HTML without the image. Content-IDs are compared letter
    /// by letter.
    ///
    /// # Source
    /// RFC 2392 section 2.
    "cid-file-missing", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let mut known: HashSet<_> = case.letter.files.iter().flat_map(File::names).collect();
    let missing: Vec<_> =
        case.html.cids().filter(|cid| known.insert(Cow::Owned(cid.clone()))).collect();
    let hit = |cid: &String| {
        let found = format!("The HTML shows cid:{cid}, which no file is called.");
        let alike = case.letter.files.iter().find(|file| file.cid.eq_ignore_ascii_case(cid));
        match alike {
            Some(file) => Hit::new("html", found).mend(format!(
                "Write {} in the HTML, as {} is called: capitals differ.",
                file.cid, file.field
            )),
            None => Hit::new("html", found),
        }
    };
    missing.iter().map(hit).collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_html("<img alt=x src='cid:logo'>"),
        good().with_html("<img alt=x src='CID:logo'>").with_cids(&["Logo"]),
        good().with_html("<img alt=x src='cid:logo%40example'>").with_cids(&["logo"]),
        good().with_html("<td background='cid:a'>x").with_cids(&["b"]),
        good().with_html("<p style='background: url(cid:a)'>x").with_cids(&[""]),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_html("<img alt=x src='cid:logo'>").with_cids(&["logo"]),
        good().with_html("<img alt=x src=' cid:logo%40example '>").with_cids(&["<logo@example>"]),
        good().with_html("<img alt=x src='cid:a%40b'>").with_cids(&["a%40b"]),
        good().with_html("<img alt=x src='cid:a'><img alt=x src='cid:b'>").with_cids(&["b", "a"]),
        good().with_html("<!-- <img src='cid:a'> -->cid:b"),
    ]
}
