use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::explanation::{Explanation, Retry};
use crate::explain::failure::Channel;
use crate::explain::unanswered::{NotSent, Unanswered};

cause! {
    /// Nothing was sent: the request ended before the first byte of the message.
    ///
    /// # What to do
    /// Check the network, the Region and, if one is named, the endpoint; then
    /// send again. It cannot become a duplicate.
    ///
    /// # Example
    /// `nothing sent : getaddrinfo ENOTFOUND email.eu-north-9.amazonaws.com`
    ///
    /// # Source
    /// The client's own report.
    "never-sent", [Delegate], Retry::BACKOFF,
    |case: &Case<'_>| matches!(case.failure.channel(), Channel::Unanswered(Unanswered::No(_))),
    tell,
}

fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    let Channel::Unanswered(Unanswered::No(why)) = case.failure.channel() else { return };
    explanation.cause = format!("{why} {}", explanation.cause);
    let fix = match why {
        NotSent::NameNotFound | NotSent::ConnectionRefused => return,
        NotSent::Tls => {
            "Look for a proxy or scanner that opens encrypted connections, and at this machine's clock and certificates."
        }
        NotSent::Blocked => {
            "Allow the endpoint's origin in the page's Content-Security-Policy, under connect-src."
        }
        NotSent::Preflight => {
            "Use API v1, which is known to answer web pages; of v2 it is not established. Behind another server, allow the page's origin there."
        }
        NotSent::Aborted => "Send it again when you like: it cannot become a duplicate.",
    };
    fix.clone_into(&mut explanation.fix);
    explanation.set_retry(Retry::Never);
}
