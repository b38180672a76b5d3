use crate::preflight::rule::rule;

rule! {
    /// There can be no tenant of that name.
    ///
    /// # Why
    /// A name has 1 to 64 letters, digits, underscores and hyphens.
    ///
    /// # Example
    /// `Example Ltd`
    ///
    /// # Use instead
    /// The name as `CreateTenant` took it, such as `example`.
    ///
    /// # Source
    /// SES API v2 reference, `CreateTenant`.
    "tenant-unreadable", Error,
    explains: ["tenant.name"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn tenant(name: &str) -> Sample {
    good().with(|draft| draft.tenant = name.to_owned())
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![tenant("Example Ltd"), tenant("a.b"), tenant(&"a".repeat(65))]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), tenant(" "), tenant("example-1"), tenant(&"a".repeat(64))]
}
