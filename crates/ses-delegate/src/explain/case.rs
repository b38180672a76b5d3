//! What a cause is given.

use super::context::Context;
use super::denial::{self, Denial};
use super::failure::{Channel, Failure};

/// What a cause is given.
pub(super) struct Case<'a> {
    /// What came back.
    pub(super) failure: &'a Failure<'a>,
    /// What is known besides.
    pub(super) context: &'a Context<'a>,
}

impl Case<'_> {
    /// Whether AWS's code is one of `codes`, which are written without `Exception`.
    pub(super) fn is(&self, codes: &[&str]) -> bool {
        codes.contains(&self.failure.code())
    }

    /// Whether the text holds `part`, in any case.
    pub(super) fn says(&self, part: &str) -> bool {
        debug_assert!(!part.bytes().any(|b| b.is_ascii_uppercase()), "{part}");
        self.failure.lower().contains(part)
    }

    /// Whether it came by SMTP with one of `codes`.
    pub(super) fn replied(&self, codes: &[u16]) -> bool {
        matches!(self.failure.channel(), Channel::Smtp(Some(code)) if codes.contains(&code))
    }

    /// Whether it came by HTTP with one of `statuses`.
    pub(super) fn has_status(&self, statuses: &[u16]) -> bool {
        matches!(self.failure.channel(), Channel::Http(status) if statuses.contains(&status))
    }

    /// What was denied, if it was a question of rights.
    pub(super) fn denial(&self) -> Option<Denial> {
        let message = self.failure.message();
        let denied = self.is(&["AccessDenied", "NotAuthorized", "UnauthorizedOperation"])
            || message.contains("not authorized to perform");
        denied.then(|| denial::read(message, self.context))
    }
}
