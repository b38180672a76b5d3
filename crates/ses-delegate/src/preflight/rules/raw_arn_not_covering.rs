use crate::arn::IdentityArn;
use crate::preflight::case::Case;
use crate::preflight::letter::place;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// An X-SES header of the message names an identity to which the address does not
    /// belong.
    ///
    /// # Why
    /// SES takes an identity's ARN for addresses of that identity only. Adoption
    /// removes the header, and what the draft names is sent in its place.
    ///
    /// # Example
    /// From: ann@example.org
    /// X-SES-FROM-ARN: arn:aws:ses:us-east-1:123456789012:identity/example.com
    ///
    /// # Use instead
    /// The ARN of the identity that the address belongs to.
    ///
    /// # Source
    /// SES Developer Guide, "Verified identities in Amazon SES".
    "raw-arn-not-covering", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let letter = &case.letter;
    let from = letter.from.as_ref().map(|from| &from.value.address);
    let bounces_to = raw.adopted.eml().bounces_to();
    let removed = raw.adopted.removed().filter(|header| header.is_effective);
    removed
        .filter_map(|header| {
            let arn = header.value.parse::<IdentityArn>().ok()?;
            let (name, address) = match &bounces_to {
                Some(address) if header.is("X-SES-RETURN-PATH-ARN") => ("The return path", address),
                _ => ("From", from?),
            };
            let found = format!(
                "{name} is {address}, which {} of line {} does not cover: {arn}.",
                header.name, header.line
            );
            (!arn.covers(address)).then(|| Hit::new(place(header), found))
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    ["SOURCE", "FROM", "RETURN-PATH"]
        .map(|name| {
            let arn = "arn:aws:ses:us-east-1:123456789012:identity/example.net";
            good_eml().with_headers(&format!("X-SES-{name}-ARN: {arn}\r\n"))
        })
        .to_vec()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good_eml().with_headers(
            "X-SES-SOURCE-ARN: arn:aws:ses:us-east-1:123456789012:identity/example.com\r\n",
        ),
        good_eml().with_headers(
            "X-SES-RETURN-PATH-ARN: arn:aws:ses:us-east-1:123456789012:identity/example.net\r\n\
             Return-Path: <b@example.net>\r\n",
        ),
    ]
}
