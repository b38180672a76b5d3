use crate::arn::Identity;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};
use crate::route::Route;

rule! {
    /// A sender with a display name, and the ARN of a single address.
    ///
    /// # Why
    /// A field report of 2016 tells that SES refused a `Source` with a display
    /// name where the ARN was that of an address, as "The address does not align
    /// with the given ARN"; the ARN of a domain was taken. Whether SES still does
    /// so is unknown: its documentation says nothing of it.
    ///
    /// # Example
    /// From `Ann <ann@example.com>` with the ARN `…:identity/ann@example.com`, by
    /// `SendEmail` of API v1.
    ///
    /// # Use instead
    /// Nothing, unless SES answers so. Then the bare address, raw mail (whose
    /// `Source` has no display name), or the ARN of the domain.
    ///
    /// # Source
    /// GitHub, aws/aws-sdk-js issue 1146.
    "display-name-with-address-identity", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let (Some(source), Some(from), Some(prepared)) =
        (&letter.source_arn, &letter.from, &letter.prepared)
    else {
        return Vec::new();
    };
    let has_name = from.value.name.as_ref().is_some_and(|name| !name.is_empty());
    // Raw mail by API v1 names the bare address as its Source.
    let by_name = matches!(prepared.route, Route::V1SendEmail | Route::V2SendEmailSimple);
    match source.identity() {
        Identity::Address(verified) if has_name && by_name => vec![Hit::new(
            &from.field,
            format!(
                "The sender has a display name, and the ARN is that of the address {verified}."
            ),
        )],
        _ => Vec::new(),
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn as_ann(from: &str) -> Sample {
    good()
        .with_source_arn("arn:aws:ses:us-east-1:123456789012:identity/ann@example.com")
        .with(|draft| draft.from = from.to_owned())
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        as_ann("Ann <ann@example.com>"),
        as_ann("Ann <ann@example.com>").by(Route::V2SendEmailSimple),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        as_ann("ann@example.com"),
        as_ann("Ann <ann@example.com>").by(Route::V1SendRawEmail),
    ]
}
