use crate::preflight::case::Case;
use crate::preflight::letter::Header;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A header is longer than a line can be.
    ///
    /// # Why
    /// A line has at most 998 characters, so the header is folded over several, or
    /// encoded where it has no spaces. Mail programs put it together again; programs
    /// that read header by line do not. `SendEmail` of API v2 with `Simple` content
    /// refuses it: there name and value have at most 996 characters together.
    ///
    /// # Example
    /// `X-Data` with a value of 2000 characters.
    ///
    /// # Use instead
    /// A shorter value, such as a key to what is kept elsewhere; or a file.
    ///
    /// # Source
    /// RFC 5322 section 2.1.1; SES API v2 reference, `MessageHeader`.
    "header-long", Info => check
}

/// Longest line, in characters.
const LINE: usize = 998;

fn check(case: &Case<'_>) -> Vec<Hit> {
    // An imported message is folded already.
    if case.letter.raw.is_some() {
        return Vec::new();
    }
    let hit = |header: &Header<'_>| {
        let (name, value) = (&header.name, &header.value);
        let length = name.chars().count() + ": ".len() + value.chars().count();
        (length > LINE).then(|| {
            Hit::new(&header.field, format!("{name} has {length} characters with its value."))
        })
    };
    case.letter.headers.iter().filter_map(hit).collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good, good_eml};

#[cfg(test)]
fn header(length: usize) -> Sample {
    good().with_custom_headers(&[("X-A", &format!("{:b>length$}", " a".repeat(length / 3)))])
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        header(994),
        good().with(|draft| draft.references = vec!["<a@mail.example.org>".to_owned(); 60]),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    let folded = format!("X-A: {}a\r\n", "a\r\n ".repeat(500));
    vec![good(), header(993), good_eml().with_headers(&folded)]
}
