use crate::preflight::rule::rule;

rule! {
    /// The endpoint is not an origin.
    ///
    /// # Why
    /// Paths belong to the operations, and the host is signed as a browser will
    /// write it: an endpoint is a scheme, a host and perhaps a port.
    ///
    /// # Example
    /// `email.us-east-1.amazonaws.com` or `http://127.0.0.1:8425/v2`
    ///
    /// # Use instead
    /// Nothing, to send to AWS; `http://127.0.0.1:8425` for a local SES.
    ///
    /// # Source
    /// RFC 6454 section 4; RFC 9110 section 7.2.
    "endpoint-unreadable", Error, explains: ["endpoint.syntax"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn at(endpoint: &str) -> Sample {
    good().with(|draft| draft.endpoint = endpoint.to_owned())
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    ["email.us-east-1.amazonaws.com", "http://127.0.0.1:8425/v2", "ftp://127.0.0.1", "http://127.1"]
        .map(at)
        .to_vec()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    ["", "http://127.0.0.1:8425/", "https://ses.example"].map(at).to_vec()
}
