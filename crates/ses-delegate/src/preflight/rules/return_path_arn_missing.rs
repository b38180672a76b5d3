use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};
use crate::region::Region;

rule! {
    /// The address for bounces has no ARN that covers it.
    ///
    /// # Why
    /// SES authorises the return path by itself. Without `ReturnPathArn` it must
    /// be verified in the sender's own account; else the whole message is refused
    /// as "Email address is not verified".
    ///
    /// # Example
    /// A return path `bounces@example.net`, with the ARN of `example.com` alone.
    ///
    /// # Use instead
    /// In `delegate.returnPathArn` the ARN of the identity that the return path
    /// belongs to, or a return path at the identity that is named already. If the
    /// address is verified in your own account, nothing needs to be done.
    ///
    /// # Source
    /// SES API v1 reference, `SendRawEmail`, `ReturnPathArn`.
    "return-path-arn-missing", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let (Some(source), None, Some(path)) =
        (&letter.source_arn, &letter.return_path_arn, &letter.return_path)
    else {
        return Vec::new();
    };
    if source.covers(&path.value) {
        return Vec::new();
    }
    let (address, domain) = (&path.value, path.value.domain());
    let (partition, account) = (source.partition().as_str(), source.account());
    let region = source.region().map_or("*", Region::as_str);
    vec![
        Hit::new(
            path.field.clone(),
            format!("Bounces go to {address}, which delegate.sourceArn does not cover; no other ARN is named for it."),
        )
        .mend(format!(
            "Set delegate.returnPathArn to the ARN of the identity of {address} (if account {account} verified its domain too, arn:{partition}:ses:{region}:{account}:identity/{domain}), or leave the return path blank: bounces then go to the sender. If the address is verified in your own account, nothing needs to be done."
        )),
    ]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    ["bounces@example.net", " bounces@badexample.com "]
        .map(|path| good().with(|draft| draft.return_path = path.to_owned()))
        .to_vec()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good().with_return_path(
            "bounces@example.net",
            "arn:aws:ses:us-east-1:123456789012:identity/example.net",
        ),
        good().with(|draft| draft.return_path = "bounces@mail.example.com".to_owned()),
    ]
}
