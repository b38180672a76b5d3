use crate::address::EmailAddress;
use crate::arn::{Identity, IdentityArn};
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The sender's address does not belong to the identity that is named for it.
    ///
    /// # Why
    /// SES takes an identity's ARN for addresses of that identity only: a domain
    /// for its addresses and those of its subdomains, an address for itself and
    /// its `+label` forms, letter by letter as it was verified. Anything else
    /// is answered with "The address does not align with the given ARN" or
    /// "Email address is not verified".
    ///
    /// # Example
    /// From `ann@example.org` with the ARN of `example.com`.
    ///
    /// # Use instead
    /// An address of the identity, or the ARN of the identity that the address
    /// belongs to.
    ///
    /// # Source
    /// SES Developer Guide, "Verified identities in Amazon SES".
    "from-not-covered", Error => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let Some(from) = &letter.from else { return Vec::new() };
    let address = &from.value.address;
    // SES asks for Source and From apart; here both are the same address.
    let arns = [("delegate.sourceArn", &letter.source_arn), ("delegate.fromArn", &letter.from_arn)];
    arns.into_iter()
        .filter_map(|(field, arn)| Some((field, arn.as_ref()?)))
        .filter(|(_, arn)| !arn.covers(address))
        .map(|(named, arn)| {
            Hit::new(from.field.clone(), format!("{address} is not of {}, which {named} names.{}", name(arn), nearly(arn, address)))
        })
        .collect()
}

fn name(arn: &IdentityArn) -> String {
    match arn.identity() {
        Identity::Domain(domain) => format!("the domain {domain}"),
        Identity::Address(address) => format!("the address {address}"),
    }
}

/// What most often goes unseen.
fn nearly(arn: &IdentityArn, address: &EmailAddress) -> &'static str {
    match arn.identity() {
        Identity::Address(verified) if verified.as_str().eq_ignore_ascii_case(address.as_str()) => {
            " Verified addresses are compared letter by letter: capitals differ."
        }
        Identity::Domain(domain) if domain.to_ascii_lowercase().ends_with(&format!(".{}", address.domain().to_ascii_lowercase())) => {
            " A subdomain's identity does not cover its parent domain."
        }
        _ => "",
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn from(identity: &str, from: &str) -> Sample {
    good().with(|draft| {
        draft.delegate.as_mut().unwrap().source_arn =
            format!("arn:aws:ses:us-east-1:123456789012:identity/{identity}");
        draft.from = from.to_owned();
    })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        from("example.com", "ann@example.org"),
        from("example.com", "ann@badexample.com"),
        from("mail.example.com", "ann@example.com"),
        from("ann@example.com", "Ann@example.com"),
        from("ann@EXAMPLE.com", "ann@example.com"),
        from("ann+news@example.com", "ann@example.com"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        from("example.com", "ann@EXAMPLE.com"),
        from("example.com", "ann@mail.example.com"),
        from("ann@example.com", "Ann <ann+news@example.com>"),
    ]
}
