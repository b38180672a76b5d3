use crate::eml::StrayKind;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The header block holds something that is no header.
    ///
    /// # Why
    /// Readers differ on it: some pass over the line, for others the body begins
    /// there, and what follows is no header to them. What SES does is documented
    /// nowhere.
    ///
    /// # Example
    /// From ann@example.com Wed Nov 25 10:00:00 2026
    /// From: ann@example.com
    ///
    /// # Use instead
    /// The line removed: a separator of an mbox file, a byte order mark, text before
    /// the first header, a stray line. Adoption leaves it as it is.
    ///
    /// # Source
    /// RFC 5322 section 2.2.
    "raw-stray", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let strays = raw.adopted.eml().strays().iter();
    strays
        .filter(|stray| stray.kind != StrayKind::NoName)
        .map(|stray| {
            let what = match stray.kind {
                StrayKind::MboxLine => "the separator of an mbox file",
                StrayKind::ByteOrderMark => "a byte order mark",
                StrayKind::Fold => "a continuation of nothing",
                StrayKind::NoName | StrayKind::NotAHeader => "no header",
            };
            Hit::new("raw.headers", format!("Line {} is {what}.", stray.line))
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    ["From a@b Wed Nov 25\r\n", "\u{feff}", " x\r\n", "no header\r\n", "Two Words: x\r\n"]
        .map(|text| good_eml().with_headers(text))
        .to_vec()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml(), good_eml().with_headers("X-Mine : x\r\n y\r\n")]
}
