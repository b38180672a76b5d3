use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};
use crate::region::Endpoint;

rule! {
    /// The message goes to a server on this machine, not to AWS.
    ///
    /// # Why
    /// A local SES keeps what it is given: nobody receives it. Its answers are
    /// its own and prove nothing of policies, verification or quotas.
    ///
    /// # Example
    /// `http://127.0.0.1:8425`
    ///
    /// # Use instead
    /// No endpoint, to send to AWS.
    ///
    /// # Source
    /// This crate's documentation, `Endpoint::dangerous_at`.
    "endpoint-on-this-machine", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let endpoint = case.letter.named_endpoint().filter(Endpoint::is_loopback);
    endpoint
        .map(|endpoint| {
            Hit::new(
                "endpoint",
                format!("The message goes to {}: this machine.", endpoint.origin()),
            )
        })
        .into_iter()
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    ["http://127.0.0.1:8425", "http://[::1]", "http://[::1]:8425", "https://localhost:8425"]
        .map(|it| good().with_endpoint(it))
        .to_vec()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    ["", "https://email.us-east-1.amazonaws.com", "https://localhost.example"]
        .map(|it| good().with_endpoint(it))
        .to_vec()
}
