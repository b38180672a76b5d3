use crate::preflight::rule::rule;

rule! {
    /// An ARN is not that of a verified identity.
    ///
    /// # Why
    /// SES looks up the identity by the literal text of its ARN. A configuration
    /// set, a template or a role has an ARN too, but authorises nobody to send.
    ///
    /// # Example
    /// `arn:aws:ses:us-east-1:123456789012:configuration-set/example`
    ///
    /// # Use instead
    /// The ARN that the identity owner sees on the identity's page in the SES
    /// console: `arn:aws:ses:us-east-1:123456789012:identity/example.com`.
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks for Amazon SES sending authorization".
    "arn-unreadable", Error,
    explains: [
        "arn.syntax", "arn.partition", "arn.service", "arn.region", "arn.account",
        "arn.resource", "arn.identity",
    ] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{ARN, Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    [
        "example.com",
        "arn:aws:sns:us-east-1:123456789012:identity/example.com",
        "arn:aws:ses:us-east-1:123456789012:configuration-set/example",
        "arn:aws:ses:us-gov-west-1:123456789012:identity/example.com",
    ]
    .into_iter()
    .map(|arn| good().with(|draft| draft.delegate.as_mut().unwrap().source_arn = arn.to_owned()))
    .collect()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good().with(|draft| draft.delegate.as_mut().unwrap().from_arn = format!(" {ARN}\n"))]
}
