use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The message has a Return-Path header.
    ///
    /// # Why
    /// API v1 sends bounces to `Source`, and to the Return-Path header only if there
    /// is none: so none is sent here unless the draft has a `returnPath`, which then
    /// wins. That address needs an ARN as well. Recipients never see this header as
    /// it stands here: SES writes its own. A file that was received once carries the
    /// return path of then.
    ///
    /// # Example
    /// Return-Path: <bounces@example.net>
    ///
    /// # Use instead
    /// An address of the identity in `returnPath`, or no such header.
    ///
    /// # Source
    /// SES API v1 reference, `SendRawEmail`, `Source`.
    "raw-return-path", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let draft = case.letter.draft;
    let found = raw.adopted.eml().named("Return-Path");
    found
        .map(|(at, header)| {
            let value = header.value();
            let found = match draft.return_path.trim() {
                "" => format!("Bounces go to {value}."),
                other => format!("It names {value}, but bounces go to {other}."),
            };
            Hit::new(format!("raw.headers[{at}]"), found)
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good_eml().with_headers("return-path: <b@example.com>\r\n")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml().with(|draft| draft.return_path = "b@example.com".to_owned())]
}
