use crate::eml::{EmlPart, PartRole};
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A part of the message is damaged.
    ///
    /// # Why
    /// Its encoding cannot be undone, or the delimiter is missing that ends it: mostly
    /// the file was cut off. Readers show what they can, each something else, and
    /// further checks of the part may miss something.
    ///
    /// # Example
    /// A file whose last lines are lost.
    ///
    /// # Use instead
    /// The message, exported again. Adoption repairs nothing.
    ///
    /// # Source
    /// RFC 2045 section 6; RFC 2046 section 5.1.1.
    "raw-part-damaged", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let damaged = raw.content.parts.iter().enumerate().filter(|(_, part)| part.is_damaged);
    damaged
        .map(|(at, part)| {
            Hit::new(format!("raw.parts[{at}]"), format!("Part {}, {}.", part.path, what(part)))
        })
        .collect()
}

fn what(part: &EmlPart) -> String {
    let kind = &part.content_type;
    match part.role {
        PartRole::Multipart => format!("{kind}, has no last delimiter"),
        _ if kind.starts_with("multipart/") => format!("{kind}, has no delimiter at all"),
        _ => format!("{kind}, is no {}", part.transfer_encoding),
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
fn of(content_type: &str, rest: &str) -> Sample {
    let top = "From: ann@example.com\r\nTo: bob@example.org\r\nSubject: Hello\r\nContent-Type:";
    good_eml().with_eml(format!("{top} {content_type}\r\n{rest}"))
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        of("multipart/mixed; boundary=b", "\r\n--b\r\n\r\nHello\r\n"),
        of("multipart/mixed; boundary=b", "\r\nHello\r\n"),
        of("multipart/mixed", "\r\n--b\r\n\r\nHello\r\n--b--\r\n"),
        of("text/plain", "Content-Transfer-Encoding: base64\r\n\r\n****\r\n"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good_eml(),
        of("multipart/mixed; boundary=b", "\r\n--b\r\n\r\nHello\r\n--b--\r\n"),
        of("text/plain", "Content-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n"),
    ]
}
