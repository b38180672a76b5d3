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
    letter
        .arns()
        .filter(|(named, arn)| *named != "delegate.returnPathArn" && !arn.covers(address))
        .map(|(named, arn)| {
            let (hint, mend) = advice(arn, address);
            let name = name(arn);
            Hit::new(&from.field, format!("{address} is not of {name}, which {named} names.{hint}"))
                .mend(mend)
        })
        .collect()
}

fn name(arn: &IdentityArn) -> String {
    match arn.identity() {
        Identity::Domain(domain) => format!("the domain {domain}"),
        Identity::Address(address) => format!("the address {address}"),
    }
}

/// What most often goes unseen, and how to mend it.
fn advice(arn: &IdentityArn, address: &EmailAddress) -> (&'static str, String) {
    let domain = address.domain();
    let region = arn.region().map_or("*", |region| region.as_str());
    let other = format!(
        "the ARN of the identity that {address} belongs to: if account {account} verified that domain too, arn:{partition}:ses:{region}:{account}:identity/{domain}",
        account = arn.account(),
        partition = arn.partition().as_str(),
    );
    match arn.identity() {
        Identity::Address(verified) if verified.as_str().eq_ignore_ascii_case(address.as_str()) => {
            (
                " Verified addresses are compared letter by letter: capitals differ.",
                format!("Write the sender as {verified}."),
            )
        }
        Identity::Address(verified) => ("", format!("Send as {verified}, or name {other}.")),
        Identity::Domain(verified) if is_above(domain, verified) => (
            " A subdomain's identity does not cover its parent domain.",
            format!("Send from an address at {verified}, or name {other}."),
        ),
        Identity::Domain(verified) => {
            ("", format!("Send from an address at {verified}, or name {other}."))
        }
    }
}

fn is_above(parent: &str, domain: &str) -> bool {
    let (parent, domain) = (parent.to_ascii_lowercase(), domain.to_ascii_lowercase());
    domain.strip_suffix(&parent).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn from(identity: &str, from: &str) -> Sample {
    good()
        .with_source_arn(&format!("arn:aws:ses:us-east-1:123456789012:identity/{identity}"))
        .with(|draft| draft.from = from.to_owned())
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
        from("ann@example.com", "ann@example.com").with(|draft| {
            draft.delegate.as_mut().unwrap().from_arn =
                "arn:aws:ses:us-east-1:123456789012:identity/example.net".to_owned();
        }),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        from("example.com", "ann@EXAMPLE.com"),
        from("example.com", "ann@mail.example.com"),
        from("ann@example.com", "Ann <ann+news@example.com>"),
        // An ARN for bounces need not cover the sender.
        from("example.com", "ann@example.com").with_return_path(
            "bounces@example.net",
            "arn:aws:ses:us-east-1:123456789012:identity/example.net",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_write_is_said() {
        for (identity, address, mend) in [
            ("ann@EXAMPLE.com", "ann@example.com", "as ann@EXAMPLE.com."),
            ("mail.example.com", "a@example.com", "us-east-1:123456789012:identity/example.com."),
            ("example.com", "a@example.org", "at example.com, or"),
            ("bob@example.com", "a@example.com", "Send as bob@example.com, or"),
        ] {
            let found = from(identity, address).of("from-not-covered");
            assert!(found[0].mend.contains(mend), "{found:?}");
        }
        let found = from("mail.example.com", "a@EXAMPLE.com").of("from-not-covered");
        assert!(found[0].found.contains("parent"), "{found:?}");
    }
}
