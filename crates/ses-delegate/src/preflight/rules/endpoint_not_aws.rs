use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The message goes to a server that is not AWS's.
    ///
    /// # Why
    /// Whoever runs it reads the message and the session token, and could pass the
    /// request on to AWS as it is while its signature is good. The secret key
    /// itself is never sent.
    ///
    /// # Example
    /// `https://ses.example`
    ///
    /// # Use instead
    /// No endpoint, unless you trust that server.
    ///
    /// # Source
    /// IAM User Guide, "AWS Signature Version 4 for API requests".
    "endpoint-not-aws", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(endpoint) = case.letter.named_endpoint() else { return Vec::new() };
    if endpoint.is_aws() || endpoint.is_loopback() {
        return Vec::new();
    }
    vec![Hit::new(
        "endpoint",
        format!("The message and its signature go to {}, which is not AWS's.", endpoint.origin()),
    )]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    [
        "https://ses.example",
        "https://email.us-east-1.amazonaws.com.evil.example",
        "https://notamazonaws.com",
        "https://192.168.1.2:8425",
    ]
    .map(|it| good().with_endpoint(it))
    .to_vec()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    ["", "https://email.us-east-1.amazonaws.com", "http://[::1]:8425", "https://localhost"]
        .map(|it| good().with_endpoint(it))
        .to_vec()
}
