use crate::error::quote;
use crate::message::Headers;
use crate::mime;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A header is written in encoded words.
    ///
    /// # Why
    /// A header holds ASCII, in lines of at most 998 characters; other text is encoded,
    /// and so are runs too long for a line. People's readers decode that. Programs that
    /// look for the text as it was typed do not find it, and SES publishes no events of
    /// headers beyond ASCII.
    ///
    /// # Example
    /// `X-Campaign: Frühling` is sent as `X-Campaign: =?utf-8?Q?Fr=C3=BChling?=`.
    ///
    /// # Use instead
    /// ASCII, if a program is to read it: `X-Campaign: spring`.
    ///
    /// # Source
    /// RFC 2047 section 2; SES Developer Guide, "Monitor email sending using Amazon SES
    /// event publishing".
    "header-encoded", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(read) = &case.letter.read else { return Vec::new() };
    // As proven, so that every typed header is there, in order.
    let custom = read.message.headers.custom.as_slice();
    let headers = Headers { custom: read.message.headers.custom.clone(), ..Headers::default() };
    let written = mime::fields(&headers);
    let encoded = written.iter().map(|field| field.value().starts_with("=?"));
    let headers = custom.iter().zip(encoded).enumerate().filter(|(_, (_, is_encoded))| *is_encoded);
    headers
        .map(|(at, (header, _))| {
            let found =
                format!("{} is sent encoded: {}.", header.name(), quote(header.value().as_str()));
            Hit::new(format!("headers[{at}].value"), found)
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_custom_headers(&[("X-Campaign", "Frühling")]),
        good().with_custom_headers(&[("X-A", "a"), ("X-B", &"b".repeat(1000))]),
        good().with_custom_headers(&[("X-A", "a  b")]),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_custom_headers(&[("X-Campaign", "spring"), ("X-B", &"b ".repeat(1000))]),
        good().with(|draft| draft.subject = "Grüße".to_owned()),
    ]
}
