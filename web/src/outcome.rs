//! What became of an attempt to send.

use ses_delegate::{Endpoint, ParseError, Prepared, Rejection, Response, Sent};

use crate::net::{Answer, Broken};

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
    Unbuilt(Vec<ParseError>),
    /// This page's policy stopped it: nothing was sent.
    Blocked,
}

/// An attempt, with what its report needs of the draft as it was then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attempt {
    pub(crate) outcome: Outcome,
    /// Seconds since 1970.
    pub(crate) at: i64,
    /// Where the request went; none if it could not be built.
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) bounces_to: String,
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
    /// Reads the answer to `prepared`.
    pub(crate) fn of(prepared: &Prepared, answer: Result<Answer, Broken>) -> Self {
        let answer = match answer {
            Ok(answer) => answer,
            Err(Broken::Blocked) => return Self::Blocked,
            Err(Broken::NoAnswer(reason)) => return Self::NoAnswer(reason),
        };
        let read = prepared.route.interpret(&Response {
            status: answer.status,
            headers: &answer.headers,
            body: &answer.body,
        });
        match read {
            Ok(sent) => Self::Sent(sent),
            Err(rejection) if is_refusal(&rejection) => Self::Rejected(rejection),
            Err(rejection) => Self::Unclear(rejection),
        }
    }
}

/// A gateway's 502, or a success without a message id, does not say that nothing was sent.
fn is_refusal(rejection: &Rejection) -> bool {
    (400..500).contains(&rejection.status)
        || (rejection.code.is_some() && !(200..300).contains(&rejection.status))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rejection(status: u16, code: Option<&str>) -> Rejection {
        Rejection {
            status,
            code: code.map(str::to_owned),
            message: None,
            request_id: None,
            body: String::new(),
        }
    }

    #[test]
    fn only_a_clear_no_counts_as_not_sent() {
        assert!(is_refusal(&rejection(400, Some("MessageRejected"))));
        assert!(is_refusal(&rejection(403, None)));
        assert!(is_refusal(&rejection(503, Some("ServiceUnavailable"))));
        assert!(!is_refusal(&rejection(502, None)));
        assert!(!is_refusal(&rejection(200, None)));
    }
}
