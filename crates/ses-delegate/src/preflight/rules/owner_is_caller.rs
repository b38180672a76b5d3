use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The identity is the caller's own: no delegation is needed.
    ///
    /// # Why
    /// Sending authorization is for identities of other accounts. Where both are
    /// one account, either these are the owner's credentials, so that the owner
    /// pays for the mail and stands for its bounces and complaints, or the ARN is
    /// not the one that the owner gave.
    ///
    /// # Example
    /// `arn:aws:ses:us-east-1:111122223333:identity/example.com`, sent with
    /// credentials of account 111122223333.
    ///
    /// # Use instead
    /// The ARN with the owner's account, or your own credentials. If the identity
    /// really is yours, send without ARNs.
    ///
    /// # Source
    /// SES Developer Guide, "Using sending authorization with Amazon SES".
    "owner-is-caller", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(caller) = &case.known.caller else { return Vec::new() };
    let account = caller.account();
    case.letter
        .arns()
        .filter(|(_, arn)| arn.account() == account)
        .map(|(field, arn)| {
            Hit::new(
                field,
                format!("{arn} is of account {account}, whose credentials are used, too."),
            )
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    ["123456789012", "arn:aws:iam::123456789012:user/ann"]
        .into_iter()
        .map(|caller| good().knowing(|known| known.caller = Some(caller.parse().unwrap())))
        .collect()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().knowing(|known| {
            known.caller = Some("arn:aws:iam::111122223333:user/ann".parse().unwrap());
        }),
    ]
}
