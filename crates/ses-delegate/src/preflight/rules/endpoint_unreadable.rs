use crate::error::ParseError;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};
use crate::region::Endpoint;

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
    /// A blank field, to send to AWS; `http://127.0.0.1:8425` for a local SES.
    ///
    /// # Source
    /// RFC 6454 section 4; RFC 9110 section 7.2.
    "endpoint-unreadable", Error,
    explains: ["endpoint.syntax"], tell: tell => |_| Vec::new()
}

fn tell(case: &Case<'_>, error: &ParseError) -> Hit {
    let hit = Hit::refused(error);
    let text = case.letter.draft.endpoint.trim();
    let (scheme, rest) = text.split_once("://").unwrap_or(("https", text));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let origin = format!("{scheme}://{authority}");
    let meant = case.letter.region().and_then(|at| Endpoint::dangerous_at(&at, &origin).ok());
    match meant {
        Some(endpoint) => hit.mend(format!(
            "Set endpoint to {}, or leave it blank to send to AWS.",
            endpoint.origin()
        )),
        None => hit,
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    ["email.us-east-1.amazonaws.com", "http://127.0.0.1:8425/v2", "ftp://127.0.0.1", "http://127.1"]
        .map(|it| good().with_endpoint(it))
        .to_vec()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    ["", "http://127.0.0.1:8425/", "https://ses.example"]
        .map(|it| good().with_endpoint(it))
        .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_that_is_meant_is_proposed() {
        for (text, origin) in [
            ("email.us-east-1.amazonaws.com", "https://email.us-east-1.amazonaws.com,"),
            ("http://127.0.0.1:8425/v2?x", "http://127.0.0.1:8425,"),
        ] {
            let found = good().with_endpoint(text).of("endpoint-unreadable");
            assert!(found[0].mend.starts_with(&format!("Set endpoint to {origin}")), "{found:?}");
        }
    }
}
