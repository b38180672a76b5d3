//! What went wrong with a send, in a delegate's terms: why, what mends it, who
//! must act, and whether to try again.

mod case;
mod cause;
mod causes;
mod clock;
mod context;
mod denial;
mod explanation;
mod failure;
mod identities;
mod smtp_reply;
mod unanswered;

use self::case::Case;

pub use self::cause::Cause;
pub use self::clock::{ClockSkew, SigningTime, server_time};
pub use self::context::Context;
pub use self::denial::{DecidingPolicy, Denial, DeniedResource};
pub use self::explanation::{Actor, Explanation, Fate, Original, Retry};
pub use self::failure::Failure;
pub use self::identities::{ArnState, FailedIdentity, IdentityRole, Role};
pub use self::unanswered::{MayBeSent, NotSent, Unanswered};

/// Every cause, in the order in which they are looked for.
pub fn causes() -> impl Iterator<Item = &'static Cause> {
    causes::ALL.iter().copied()
}

/// Explains `failure`, with what else is known.
///
/// Always an answer: what no cause tells of is `unknown`, shown whole.
pub fn explain(failure: &Failure<'_>, context: &Context<'_>) -> Explanation {
    let case = Case { failure, context };
    let found = causes().find(|cause| (cause.is)(&case)).unwrap_or(causes::UNKNOWN);
    found.explain(&case)
}

#[cfg(test)]
mod tests;
