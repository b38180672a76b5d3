use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The tenant must exist in your account; its resources may not include the owner's.
    ///
    /// # Why
    /// A tenant belongs to the account that sends, and sends with the identities
    /// and configuration sets that are associated with it. Whether an identity of
    /// another account can be is not documented, so delegated mail for a tenant
    /// may be refused.
    ///
    /// # Example
    /// `tenant` is `shop`, with the ARN of another account's identity.
    ///
    /// # Use instead
    /// No tenant, unless a send to the mailbox simulator
    /// (`success@simulator.amazonses.com`) has shown that it is taken.
    ///
    /// # Source
    /// SES Developer Guide, "Tenants"; SES API v2 reference,
    /// `CreateTenantResourceAssociation`.
    "tenant-of-caller", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let (Some(arn), name) = (&letter.source_arn, letter.draft.tenant.trim()) else {
        return Vec::new();
    };
    if name.is_empty() {
        return Vec::new();
    }
    vec![Hit::new(
        "tenant",
        format!("SES looks for {name} in your account; {arn} is of account {}.", arn.account()),
    )]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn with_tenant(name: &str) -> Sample {
    good().with(|draft| draft.tenant = name.to_owned())
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![with_tenant("shop")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), with_tenant("shop").by_owner("us-east-1")]
}
