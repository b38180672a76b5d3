use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The ARNs are of identities of several accounts.
    ///
    /// # Why
    /// SES authorises sender, `From` header and return path one by one, each by
    /// the policy of the identity whose ARN is named for it. A policy that its
    /// owner has not written has the whole message refused.
    ///
    /// # Example
    /// `SourceArn` of account 123456789012, `ReturnPathArn` of account 210987654321.
    ///
    /// # Use instead
    /// It is right if every one of these owners authorised you.
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks for Amazon SES sending authorization".
    "arns-of-several-owners", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let Some(source) = &letter.source_arn else { return Vec::new() };
    letter
        .arns()
        .filter(|(_, arn)| arn.account() != source.account())
        .map(|(field, arn)| {
            let (other, owner) = (arn.account(), source.account());
            Hit::new(field, format!("{arn} is of account {other}, not of {owner}."))
                .mend(format!("Nothing, if account {other} authorised you by a policy of its own."))
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn bouncing_at(account: &str) -> Sample {
    good().with_return_path(
        "bounces@example.net",
        &format!("arn:aws:ses:us-east-1:{account}:identity/example.net"),
    )
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![bouncing_at("210987654321")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![bouncing_at("123456789012"), good()]
}
