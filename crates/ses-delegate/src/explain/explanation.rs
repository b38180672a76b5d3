//! What an explanation says.

use serde::Serialize;

use super::clock::ClockSkew;
use super::denial::Denial;
use super::identities::FailedIdentity;

/// Who must act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Actor {
    /// Who sends: the draft, the credentials, the sending account.
    Delegate,
    /// Who verified the identity.
    Owner,
    /// Amazon, or its support.
    Aws,
    /// Whoever wrote the program that made the request.
    Developer,
}

impl Actor {
    /// Its name in JSON and JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delegate => "delegate",
            Self::Owner => "owner",
            Self::Aws => "aws",
            Self::Developer => "developer",
        }
    }
}

/// When the same message may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "when", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Retry {
    /// Not as it is: something must be mended first.
    Never,
    /// After these waits in turn, then once more after `then_seconds`; by itself.
    AfterBackoff {
        /// The first waits, in seconds.
        seconds: [u32; 3],
        /// The wait before all of it begins anew, in seconds.
        then_seconds: u32,
    },
    /// After such waits, but only if a person says so: SES may have taken the
    /// message, and knows no duplicates.
    WhenAsked {
        /// The first waits, in seconds.
        seconds: [u32; 3],
        /// The wait before all of it begins anew, in seconds.
        then_seconds: u32,
    },
    /// When what was sent 24 hours ago no longer counts.
    WhenDailyWindowMoves,
    /// Once, signed by the server's clock.
    OnceWithCorrectedClock {
        /// How far that clock is ahead of ours; none if the answer does not tell.
        skew_seconds: Option<i64>,
    },
    /// With other credentials.
    WithNewCredentials,
}

impl Retry {
    /// As AWS advises: after 5, 10 and 30 seconds, then after 20 minutes.
    ///
    /// # Source
    /// SES Developer Guide, "SMTP response codes returned by Amazon SES".
    pub const BACKOFF: Self = Self::AfterBackoff { seconds: [5, 10, 30], then_seconds: 1200 };

    /// The same, when a person says so.
    pub const BACKOFF_WHEN_ASKED: Self =
        Self::WhenAsked { seconds: [5, 10, 30], then_seconds: 1200 };

    /// Its name in JSON and JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::AfterBackoff { .. } => "afterBackoff",
            Self::WhenAsked { .. } => "whenAsked",
            Self::WhenDailyWindowMoves => "whenDailyWindowMoves",
            Self::OnceWithCorrectedClock { .. } => "onceWithCorrectedClock",
            Self::WithNewCredentials => "withNewCredentials",
        }
    }
}

/// What became of the message. Only what was not sent can be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "fate", rename_all = "camelCase")]
pub enum Fate {
    /// SES said that it did not take it, or never got it.
    NotSent {
        /// When to try again.
        retry: Retry,
    },
    /// Nobody knows. It is never sent again by itself: look first.
    MayBeSent,
}

/// The failure as it came; nothing of it is left out but session tokens.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Original {
    /// The HTTP status, or the reply code of SMTP.
    pub status: Option<u16>,
    /// AWS's code, or the status of a bulk entry.
    pub code: Option<String>,
    /// AWS's text, or the client's where there was no answer.
    pub message: Option<String>,
    /// AWS's id of the call, for support.
    pub request_id: Option<String>,
    /// All that came back.
    pub body: String,
}

/// A failure, explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// Stable name of the cause, such as `identity-not-verified`.
    pub code: &'static str,
    /// Why it failed.
    pub cause: String,
    /// What mends it.
    pub fix: String,
    /// Who must act; the first of them first.
    pub who: Vec<Actor>,
    /// Whether it may have been sent and, if not, when to try again.
    #[serde(flatten)]
    pub fate: Fate,
    /// The identities that failed the check, with their places in the draft.
    pub identities: Vec<FailedIdentity>,
    /// AWS did not list them all.
    pub is_list_cut: bool,
    /// What was denied to whom.
    pub denied: Option<Denial>,
    /// The Region that the text names.
    pub region: Option<String>,
    /// How far the clocks differ.
    pub skew: Option<ClockSkew>,
    /// AWS's page that says so, or how else it is known.
    pub source: String,
    /// The failure as it came.
    pub original: Original,
}

impl Explanation {
    /// When to try again: never, if it may have been sent.
    pub fn retry(&self) -> Retry {
        match self.fate {
            Fate::NotSent { retry } => retry,
            Fate::MayBeSent => Retry::Never,
        }
    }

    /// Puts `retry` in place of the cause's own; in vain if it may have been sent.
    pub(super) fn set_retry(&mut self, other: Retry) {
        if let Fate::NotSent { retry } = &mut self.fate {
            *retry = other;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_sent_takes_no_retry() {
        let mut explanation = Explanation {
            code: "x",
            cause: String::new(),
            fix: String::new(),
            who: Vec::new(),
            fate: Fate::MayBeSent,
            identities: Vec::new(),
            is_list_cut: false,
            denied: None,
            region: None,
            skew: None,
            source: String::new(),
            original: Original::default(),
        };
        explanation.set_retry(Retry::BACKOFF);
        assert_eq!((explanation.fate, explanation.retry()), (Fate::MayBeSent, Retry::Never));
    }

    #[test]
    fn names_are_those_of_the_json() {
        for retry in [
            Retry::Never,
            Retry::BACKOFF,
            Retry::BACKOFF_WHEN_ASKED,
            Retry::WhenDailyWindowMoves,
            Retry::OnceWithCorrectedClock { skew_seconds: None },
            Retry::WithNewCredentials,
        ] {
            assert_eq!(serde_json::to_value(retry).unwrap()["when"], retry.as_str());
        }
        for actor in [Actor::Delegate, Actor::Owner, Actor::Aws, Actor::Developer] {
            assert_eq!(serde_json::to_value(actor).unwrap(), actor.as_str());
        }
        let backoff = serde_json::to_value(Retry::BACKOFF).unwrap();
        assert_eq!(backoff["thenSeconds"], 1200);
    }
}
