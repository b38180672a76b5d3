use crate::arn::IdentityArn;
use crate::error::ParseError;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};
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
    tell: tell => |_| Vec::new()
}

fn tell(case: &Case<'_>, error: &ParseError) -> Hit {
    let hit = Hit::refused(error);
    let delegate = case.letter.draft.delegate.as_ref();
    let text = delegate.and_then(|delegate| match error.field() {
        "delegate.sourceArn" => Some(delegate.source_arn.as_str()),
        "delegate.fromArn" => Some(delegate.from_arn.as_str()),
        "delegate.returnPathArn" => Some(delegate.return_path_arn.as_str()),
        _ => None,
    });
    let text = text.unwrap_or_default();
    if let Some(arn) = without_wrapping(text) {
        return hit.mend(format!("Remove what stands around it: {arn}."));
    }
    match with_its_partition(text) {
        Some(arn) => hit.mend(format!(
            "If the Region is right, it is {arn}; ask the identity owner which one is meant."
        )),
        None => hit,
    }
}

/// The ARN that is quoted or bracketed, as it comes out of a mail or of JSON.
fn without_wrapping(text: &str) -> Option<IdentityArn> {
    text.trim_matches(|c: char| c.is_whitespace() || "\"'`<>()[]{},;.".contains(c)).parse().ok()
}

/// The same ARN with the partition of its Region, if that is all that is wrong.
fn with_its_partition(text: &str) -> Option<IdentityArn> {
    let mut members: Vec<&str> = text.trim().splitn(6, ':').collect();
    let region: Region = members.get(3)?.parse().ok()?;
    members[1] = region.partition().as_str();
    members.join(":").parse().ok()
}

#[cfg(test)]
use crate::preflight::sample::{ARN, Sample, good};

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
    .map(|it| good().with_source_arn(it))
    .collect()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good().with(|draft| draft.delegate.as_mut().unwrap().from_arn = format!(" {ARN}\n")),
        good().with_source_arn("arn:aws:ses:us-west-2:123456789012:identity/Example.com"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arn_that_is_meant_is_proposed() {
        let in_gov = ARN.replace("arn:aws:ses:us-east-1", "arn:aws-us-gov:ses:us-gov-west-1");
        for (text, proposal) in [
            (in_gov.replace("aws-us-gov", "aws"), in_gov.as_str()),
            (format!("\"{ARN}\","), ARN),
            (format!("<{ARN}>."), ARN),
        ] {
            let found = good().with_source_arn(&text).of("arn-unreadable");
            assert!(found[0].mend.contains(proposal), "{found:?}");
        }
    }
}
