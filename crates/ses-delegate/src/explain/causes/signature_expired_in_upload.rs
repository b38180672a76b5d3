use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::clock::ClockSkew;

cause! {
    /// The signature was too old when SES looked at it, though the clocks
    /// agree: the upload took longer than the five minutes that AWS allows.
    ///
    /// # What to do
    /// Send it again over a faster connection, or make the message smaller: put
    /// large files somewhere else and link to them. Whether SES looks at the
    /// signature before or after the upload is not established.
    ///
    /// # Example
    /// `HTTP 403 InvalidSignatureException: Signature expired: 20260115T122900Z is now earlier than 20260115T122956Z (20260115T123456Z - 5 min.)`
    ///
    /// # Source
    /// The text itself, compared with our clock.
    "signature-expired-in-upload", [Delegate], Retry::BACKOFF_WHEN_ASKED, is,
}

fn is(case: &Case<'_>) -> bool {
    // Only where our clock at the time of the answer is known.
    let ours = case.context.known.and_then(|known| known.at);
    let servers = ClockSkew::server_time_of(case.failure.message());
    case.failure.message().contains("Signature expired: ")
        && ours
            .zip(servers)
            .is_some_and(|(ours, servers)| !ClockSkew::between(ours, servers).matters())
}
