use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A text of the message holds more than ASCII and does not tell its character
    /// set.
    ///
    /// # Why
    /// Without a charset a text is US-ASCII. Readers guess, each in its own way.
    ///
    /// # Example
    /// Content-Type: text/plain
    ///
    /// Grüße
    ///
    /// # Use instead
    /// Content-Type: text/plain; charset=utf-8
    ///
    /// # Source
    /// RFC 2046 section 4.1.2.
    "raw-charset-undeclared", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let eml = raw.adopted.eml();
    let parts = raw.content.parts.iter().enumerate();
    parts
        .filter(|(_, part)| part.content_type.starts_with("text/") && part.charset.is_empty())
        .filter(|(_, part)| {
            let body = eml.bytes().get(part.range.clone());
            body.is_some_and(|body| match part.transfer_encoding.as_str() {
                "quoted-printable" => body.windows(3).any(is_eight_bit),
                "base64" => false,
                _ => !body.is_ascii(),
            })
        })
        .map(|(at, part)| {
            let found = format!("Part {}, {}, tells no charset.", part.path, part.content_type);
            Hit::new(format!("raw.parts[{at}]"), found)
        })
        .collect()
}

/// `=C3` and such in quoted-printable.
fn is_eight_bit(escape: &[u8]) -> bool {
    escape[0] == b'='
        && matches!(escape[1], b'8' | b'9' | b'A'..=b'F' | b'a'..=b'f')
        && escape[2].is_ascii_hexdigit()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml().with_eml("From: ann@example.com\r\nTo: bob@example.org\r\n\r\né"),
        good_eml().with_eml(
            "From: ann@example.com\r\nTo: bob@example.org\r\nContent-Type: text/html\r\n\
             Content-Transfer-Encoding: quoted-printable\r\n\r\n=C3=A9\r\n",
        ),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good_eml(),
        good_eml().with_eml("From: ann@example.com\r\nTo: bob@example.org\r\nContent-Type: text/plain; charset=utf-8\r\n\r\né"),
        good_eml().with_eml(
            "From: ann@example.com\r\nTo: bob@example.org\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\na =3D b=\r\nc\r\n",
        ),
    ]
}
