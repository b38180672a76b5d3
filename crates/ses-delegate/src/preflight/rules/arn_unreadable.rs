use crate::arn::IdentityArn;
use crate::error::ParseError;
use crate::preflight::case::Case;
use crate::preflight::rule::rule;
use crate::region::Region;

rule! {
    /// An ARN is not that of a verified identity.
    ///
    /// # Why
    /// SES looks up the identity by the literal text of its ARN. A configuration
    /// set, a template or a role has an ARN too, but authorises nobody to send.
    /// Partition and Region must be of each other: a Region of GovCloud or China
    /// does not exist in the partition `aws`.
    ///
    /// # Example
    /// `arn:aws:ses:us-east-1:123456789012:configuration-set/example`, or
    /// `arn:aws:ses:us-gov-west-1:123456789012:identity/example.com`.
    ///
    /// # Use instead
    /// The ARN that the identity owner sees on the identity's page in the SES
    /// console: `arn:aws:ses:us-east-1:123456789012:identity/example.com`.
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks for Amazon SES sending
    /// authorization"; AWS General Reference, "Amazon Resource Names (ARNs)".
    "arn-unreadable", Error,
    explains: [
        "arn.syntax", "arn.partition", "arn.service", "arn.region", "arn.account",
        "arn.resource", "arn.identity",
    ],
    mend: mend => |_| Vec::new()
}

/// The same ARN with the partition of its Region, if that is all that is wrong.
fn mend(case: &Case<'_>, error: &ParseError) -> Option<String> {
    if !["arn.partition", "arn.region"].contains(&error.code()) {
        return None;
    }
    let delegate = case.letter.draft.delegate.as_ref()?;
    let text = match error.field() {
        "delegate.sourceArn" => &delegate.source_arn,
        "delegate.fromArn" => &delegate.from_arn,
        "delegate.returnPathArn" => &delegate.return_path_arn,
        _ => return None,
    };
    let mut members: Vec<&str> = text.trim().splitn(6, ':').collect();
    let region: Region = members.get(3)?.parse().ok()?;
    members[1] = region.partition().as_str();
    let arn: IdentityArn = members.join(":").parse().ok()?;
    Some(format!("If the Region is right, it is {arn}; ask the identity owner which one is meant."))
}

#[cfg(test)]
use crate::preflight::sample::{ARN, Sample, good};

#[cfg(test)]
fn with_arn(arn: &str) -> Sample {
    good().with(|draft| draft.delegate.as_mut().unwrap().source_arn = arn.to_owned())
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    [
        "",
        "example.com",
        "arn:azure:ses:us-east-1:123456789012:identity/example.com",
        "arn:aws:sns:us-east-1:123456789012:identity/example.com",
        "arn:aws:ses::123456789012:identity/example.com",
        "arn:aws:ses:us-gov-west-1:123456789012:identity/example.com",
        "arn:aws:ses:us-east-1:1234:identity/example.com",
        "arn:aws:ses:us-east-1:123456789012:configuration-set/example",
        "arn:aws:ses:us-east-1:123456789012:identity/*",
    ]
    .into_iter()
    .map(with_arn)
    .collect()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good().with(|draft| draft.delegate.as_mut().unwrap().from_arn = format!(" {ARN}\n")),
        with_arn("arn:aws:ses:us-west-2:123456789012:identity/Example.com"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_partition_of_the_region_is_proposed() {
        let found = with_arn("arn:aws:ses:us-gov-west-1:123456789012:identity/example.com")
            .of("arn-unreadable");
        assert!(
            found[0]
                .mend
                .contains("arn:aws-us-gov:ses:us-gov-west-1:123456789012:identity/example.com"),
            "{found:?}"
        );
    }
}
