use crate::error::ParseError;
use crate::preflight::rule::rule;

rule! {
    /// The headers are more, or longer, than `Simple` content takes.
    ///
    /// # Why
    /// `SendEmail` of API v2 with `Simple` content takes 15 headers, each of at most 126
    /// characters of name and 995 of value, 996 together. Raw mail takes any number,
    /// folded where they are long.
    ///
    /// # Example
    /// 16 headers by the route `v2-send-email-simple`.
    ///
    /// # Use instead
    /// The route `v2-send-email-raw`, or fewer and shorter headers.
    ///
    /// # Source
    /// SES API v2 reference, `Message`, `Headers`, and `MessageHeader`.
    "simple-headers-too-many", Error,
    explains: ["route.headers"],
    only: is_of_simple => |_| Vec::new()
}

fn is_of_simple(error: &ParseError) -> bool {
    error.expected().contains("v2 Simple takes 15")
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
use crate::route::Route;

#[cfg(test)]
fn headers(headers: &[(&str, &str)]) -> Sample {
    good().with(|draft| {
        let header = |(name, value): &(&str, &str)| crate::draft::Header {
            name: (*name).to_owned(),
            value: (*value).to_owned(),
        };
        draft.headers = headers.iter().map(header).collect();
    })
}

#[cfg(test)]
fn many(count: usize) -> Sample {
    headers(&vec![("X-A", "a"); count])
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        many(16).by(Route::V2SendEmailSimple),
        headers(&[("X-A", &"a ".repeat(498))]).by(Route::V2SendEmailSimple),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        many(15).by(Route::V2SendEmailSimple),
        many(16).by(Route::V2SendEmailRaw),
        many(16),
        headers(&[("X-A", &"a ".repeat(497))]).by(Route::V2SendEmailSimple),
        // Another rule's: this route takes none at all.
        many(1).by(Route::V1SendEmail),
    ]
}
