//! What became of an attempt to send.

use ses_delegate::{
    Context, Draft, Endpoint, Explanation, Failure, MayBeSent, NotSent, Prepared, Rejection,
    RejectionKind, Sent, Unanswered, explain,
};

use crate::net::{Answer, Broken};
use crate::wrong::Wrong;

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// SES took it. Accepted is not delivered.
    Sent(Sent),
    /// SES refused it: nothing was sent.
    Rejected(Rejection),
    /// An answer that is neither yes nor no.
    Unclear(Rejection),
    /// No answer; the browser's reason.
    NoAnswer(String),
    /// The request could not be built: nothing was sent.
    Unbuilt(Vec<Wrong>),
    /// This page's policy stopped it: nothing was sent.
    Blocked,
}

/// An attempt, with the draft as it was then.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Attempt {
    pub(crate) draft: Draft,
    pub(crate) outcome: Outcome,
    /// Seconds since 1970.
    pub(crate) at: i64,
    /// Where the request went; none if it could not be built.
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) bounces_to: String,
    /// Why it failed, if it did.
    pub(crate) explanation: Option<Explanation>,
}

impl Attempt {
    /// Scheme and host that the request went to.
    pub(crate) fn origin(&self) -> &str {
        self.endpoint.as_ref().map_or("", Endpoint::origin)
    }

    /// The page that shows the message, where a server that plays SES took it.
    pub(crate) fn inbox(&self, sent: &Sent) -> Option<String> {
        let endpoint = self.endpoint.as_ref()?;
        endpoint.is_override().then(|| format!("{}/#{}", endpoint.origin(), sent.message_id))
    }
}

impl Outcome {
    /// True unless it is certain that nothing was sent.
    pub(crate) fn may_be_sent(&self) -> bool {
        matches!(self, Self::Sent(_) | Self::Unclear(_) | Self::NoAnswer(_))
    }

    /// What went wrong, in a delegate's terms.
    pub(crate) fn explained(&self, context: &Context<'_>) -> Option<Explanation> {
        let no_answer = Unanswered::Perhaps(MayBeSent::Untold);
        let blocked = Unanswered::No(NotSent::Blocked);
        let failure = match self {
            Self::Rejected(rejection) | Self::Unclear(rejection) => Failure::rejection(rejection),
            Self::NoAnswer(reason) => Failure::unanswered(&no_answer, reason),
            Self::Blocked => Failure::unanswered(&blocked, ""),
            // A success, or fields that say themselves what is wrong with them.
            Self::Sent(_) | Self::Unbuilt(_) => return None,
        };
        Some(explain(&failure, context))
    }

    /// Reads the answer to `prepared`.
    pub(crate) fn of(prepared: &Prepared, answer: &Result<Answer, Broken>) -> Self {
        let answer = match answer {
            Ok(answer) => answer,
            Err(Broken::Blocked) => return Self::Blocked,
            Err(Broken::NoAnswer(reason)) => return Self::NoAnswer(reason.clone()),
        };
        match prepared.route.interpret(&answer.response()) {
            Ok(sent) => Self::Sent(sent),
            Err(rejection) => match rejection.kind {
                RejectionKind::Refused => Self::Rejected(rejection),
                RejectionKind::Unclear => Self::Unclear(rejection),
            },
        }
    }
}
