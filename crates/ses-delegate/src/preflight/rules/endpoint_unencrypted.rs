use crate::error::ParseError;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The endpoint would be reached without encryption.
    ///
    /// # Why
    /// The message, the session token and a signature that is good for minutes
    /// would be readable on the way. AWS itself is reached by https only.
    ///
    /// # Example
    /// `http://ses.example`
    ///
    /// # Use instead
    /// `https`. Plain `http` is taken to this machine alone: `127.0.0.1`,
    /// `[::1]`, `localhost`.
    ///
    /// # Source
    /// SES Developer Guide, "Data protection in Amazon Simple Email Service".
    "endpoint-unencrypted", Error,
    explains: ["endpoint.insecure"], tell: tell => |_| Vec::new()
}

fn tell(case: &Case<'_>, error: &ParseError) -> Hit {
    let host = case.letter.draft.endpoint.trim().split_once("://").map_or("", |(_, host)| host);
    Hit::refused(error)
        .mend(format!("Set endpoint to https://{host}; plain http is taken to this machine alone."))
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    ["http://ses.example", "http://192.168.1.2:8425", "http://email.us-east-1.amazonaws.com"]
        .map(|it| good().with_endpoint(it))
        .to_vec()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    ["https://ses.example", "http://[::1]:8425", "http://localhost"]
        .map(|it| good().with_endpoint(it))
        .to_vec()
}
