use crate::arn::{Identity, IdentityArn};
use crate::error::ParseError;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};
use crate::region::Region;

rule! {
    /// An ARN is not of the Region in which the message is sent.
    ///
    /// # Why
    /// One call goes to SES in one Region, and every identity that it names must
    /// be verified there. Elsewhere the same domain is "not verified", even if
    /// the ARN is right. An ARN with `*` for its Region, an identity replicated
    /// for global endpoints, does not tell where to send.
    ///
    /// # Example
    /// `region` is `us-east-1` and the ARN
    /// `arn:aws:ses:eu-west-1:123456789012:identity/example.com`.
    ///
    /// # Use instead
    /// The Region of the ARN; with several ARNs such of one Region.
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks for Amazon SES sending
    /// authorization" and "Regions and Amazon SES".
    "region-disagrees", Error,
    explains: ["delegation.region"], tell: tell => check
}

/// The ARNs beyond the first that is refused.
fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let Some(region) = letter.region() else { return Vec::new() };
    let told = |field: &str| {
        letter.refused.iter().any(|e| e.code() == "delegation.region" && e.field() == field)
    };
    letter
        .arns()
        .filter(|(field, arn)| !fits(&region, arn) && !told(field))
        .map(|(field, arn)| {
            Hit::new(field, format!("{arn} is not of {region}, where this message is sent."))
                .mend(advice(field, arn, &region))
        })
        .collect()
}

fn fits(region: &Region, arn: &IdentityArn) -> bool {
    match arn.region() {
        Some(verified_in) => verified_in == region,
        None => arn.partition() == region.partition(),
    }
}

fn tell(case: &Case<'_>, error: &ParseError) -> Hit {
    let (hit, letter) = (Hit::refused(error), &case.letter);
    if error.field() == "region" {
        return hit.mend(
            "Set region to one of those where the owner verified the identity, such as us-east-1.",
        );
    }
    let arn = letter.arns().find(|(field, _)| *field == error.field());
    match (arn, letter.region()) {
        (Some((field, arn)), Some(region)) => hit.mend(advice(field, arn, &region)),
        _ => hit,
    }
}

fn advice(field: &str, arn: &IdentityArn, region: &Region) -> String {
    let name = match arn.identity() {
        Identity::Domain(domain) => domain.as_str(),
        Identity::Address(address) => address.as_str(),
    };
    let there = format!(
        "arn:{}:ses:{region}:{}:identity/{name}",
        region.partition().as_str(),
        arn.account()
    );
    match arn.region() {
        Some(verified_in) if field == "delegate.sourceArn" => format!(
            "Set region to {verified_in}, or leave it blank. Only if the owner verified {name} in {region} too: {there}."
        ),
        _ => format!("{there}, if the owner verified {name} in {region} too."),
    }
}

#[cfg(test)]
use crate::preflight::sample::{ARN, Sample, good};

#[cfg(test)]
fn arns(region: &str, source: &str, from: &str, path: &str) -> Sample {
    let of = |place: &str| match place {
        "" => String::new(),
        place => ARN.replace("us-east-1", place),
    };
    good().with(|draft| {
        draft.region = region.to_owned();
        let delegate = draft.delegate.as_mut().unwrap();
        delegate.source_arn = of(source);
        delegate.from_arn = of(from);
        delegate.return_path_arn = of(path);
    })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        arns("", "*", "", ""),
        arns("us-east-1", "eu-west-1", "", ""),
        arns("us-gov-west-1", "*", "", ""),
        arns("", "us-east-1", "eu-west-1", ""),
        arns("", "us-east-1", "", "eu-west-1"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        arns("eu-west-1", "*", "eu-west-1", "*"),
        arns("us-east-1", "us-east-1", "", ""),
        arns("", "eu-west-1", "eu-west-1", "eu-west-1"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_arn_is_named_and_told_what_to_be() {
        let found = arns("", "us-east-1", "eu-west-1", "eu-west-2").of("region-disagrees");
        let fields: Vec<_> = found.iter().map(|finding| finding.field.as_str()).collect();
        assert_eq!(fields, ["delegate.fromArn", "delegate.returnPathArn"]);
        assert!(found.iter().all(|finding| finding.mend.starts_with(ARN)), "{found:#?}");
        let found = arns("us-east-1", "eu-west-1", "", "").of("region-disagrees");
        assert!(found[0].mend.starts_with("Set region to eu-west-1, or"), "{found:?}");
    }
}
