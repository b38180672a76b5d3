//! What is known besides the failure. All of it is optional: a cause that needs
//! what is not known says less.

use crate::address::Mailbox;
use crate::arn::AccountId;
use crate::draft::Draft;
use crate::plan::prepare;
use crate::preflight::Known;
use crate::route::Route;
use crate::stamp::{Stamp, UnixTime};

use super::clock::{ClockSkew, SigningTime};

/// What is known besides the failure.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The message that was sent.
    pub draft: Option<&'a Draft>,
    /// Caller, account and, as `at`, our clock when the failure came.
    pub known: Option<&'a Known>,
    /// When the request was signed, and whether that moment was corrected already.
    pub signing: Option<&'a SigningTime>,
    /// What the server's clock showed: see [`server_time`](super::server_time).
    pub server_time: Option<UnixTime>,
}

impl Context<'_> {
    /// Our clock when the failure came; the moment of signing, if that is all we know.
    pub(super) fn our_time(&self) -> Option<UnixTime> {
        self.known.and_then(|known| known.at).or_else(|| self.signing.map(SigningTime::at))
    }

    /// How the clocks differ, by the answer's `Date`.
    pub(super) fn skew_by_date(&self) -> Option<ClockSkew> {
        Some(ClockSkew::between(self.our_time()?, self.server_time?))
    }

    /// Whether the request was signed with a corrected clock.
    pub(super) fn is_corrected(&self) -> bool {
        self.signing.is_some_and(SigningTime::is_corrected)
    }

    /// The sending account, if `caller` or what is known tells it.
    pub(super) fn account(&self, caller: Option<&str>) -> Option<AccountId> {
        // Names may hold what our own ARNs may not: only the account matters here.
        let account = caller.and_then(|arn| arn.split(':').nth(4)?.parse().ok());
        account.or_else(|| self.known?.caller.as_ref().map(|caller| caller.account().clone()))
    }

    /// The operation of the draft: the one that it names, else the one that it needs.
    pub(super) fn route(&self) -> Option<Route> {
        let draft = self.draft?;
        let picked = || {
            // The route does not depend on the stamp.
            let stamp = Stamp { at: UnixTime::from_seconds(0).ok()?, nonce: [0; 16] };
            prepare(draft, &stamp).ok().map(|prepared| prepared.route)
        };
        draft.route.or_else(picked)
    }

    /// To, Cc and Bcc of the draft, with their paths, as far as they can be read.
    pub(super) fn recipients(&self) -> Vec<(String, Mailbox)> {
        let Some(draft) = self.draft else { return Vec::new() };
        [("to", &draft.to), ("cc", &draft.cc), ("bcc", &draft.bcc)]
            .into_iter()
            .flat_map(|(field, texts)| {
                let fields = (0..).map(move |at| format!("{field}[{at}]"));
                fields.zip(texts).filter_map(|(field, text)| Some((field, text.parse().ok()?)))
            })
            .collect()
    }

    /// Whether the sending account is in the sandbox, if that is known.
    pub(super) fn is_in_sandbox(&self) -> Option<bool> {
        let account = self.known?.account.as_ref()?;
        // 200 messages a day are the sandbox's; API v1 tells no more than that.
        let by_quota = || {
            account.quota.filter(|q| q.max_24_hour_send <= 200.0).map(|q| q.max_24_hour_send >= 0.0)
        };
        account.is_in_production.map(|out| !out).or_else(by_quota)
    }
}
