use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The credentials do not expire by themselves.
    ///
    /// # Why
    /// Whoever gets hold of a long-lived key (`AKIA…`) sends with it until somebody
    /// notices. Every script of a page and every copy of its clipboard can.
    /// Temporary credentials (`ASIA…`, with a session token) end within hours.
    ///
    /// # Example
    /// `AKIAIOSFODNN7EXAMPLE`
    ///
    /// # Use instead
    /// Temporary credentials: those of IAM Identity Center, or `aws sts
    /// assume-role` with a session policy that allows this sending alone.
    ///
    /// # Source
    /// IAM User Guide, "Security best practices in IAM".
    "long-lived-key", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    match case.known.credentials {
        Some(credentials) if !credentials.are_temporary => {
            vec![Hit::new("", "The credentials are a long-lived key, without a session token.")]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
use crate::credentials::Credentials;
#[cfg(test)]
use crate::preflight::known::KnownCredentials;
#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn with_key(id: &str, token: Option<&str>) -> Sample {
    let credentials = Credentials::new(id, "secret", token).unwrap();
    good().knowing(|known| known.credentials = Some(KnownCredentials::of(&credentials, None)))
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![with_key("AKIAIOSFODNN7EXAMPLE", None)]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), with_key("ASIAIOSFODNN7EXAMPLE", Some("token"))]
}
