//! What SES answered.

use std::fmt;

use serde::Serialize;

/// SES accepted the message. Accepted is not delivered: bounces come later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sent {
    /// SES's id of the message, which is also the local part of its `Message-ID`.
    pub message_id: String,
    /// AWS's id of the call, for support.
    pub request_id: Option<String>,
}

/// An answer that is not success.
///
/// Nothing of it is lost: what could not be read stands in `body`. Left out are
/// only session tokens, which AWS quotes where a signature does not match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rejection {
    /// Whether it is certain that nothing was done.
    pub kind: RejectionKind,
    /// The HTTP status.
    pub status: u16,
    /// AWS's error code, such as `MessageRejected`.
    pub code: Option<String>,
    /// AWS's text.
    pub message: Option<String>,
    /// AWS's id of the call, for support.
    pub request_id: Option<String>,
    /// The whole payload as text.
    pub body: String,
}

/// What an answer that is not success says of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum RejectionKind {
    /// The service refused it: nothing was sent, nothing changed.
    Refused,
    /// It may have taken effect: a gateway's error, or a success that cannot be
    /// read. SES knows no duplicates, so look before sending again.
    Unclear,
}

impl RejectionKind {
    /// A 4xx is SES's no, and so is any failure with one of AWS's codes.
    pub(crate) fn of(status: u16, code: Option<&str>) -> Self {
        match status {
            400..=499 => Self::Refused,
            500..=599 if code.is_some() => Self::Refused,
            _ => Self::Unclear,
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            Some(code) => write!(f, "{code} (HTTP {})", self.status)?,
            None => write!(f, "HTTP {}", self.status)?,
        }
        match &self.message {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Rejection {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_no_says_that_nothing_was_sent() {
        for (status, code, kind) in [
            (400, Some("MessageRejected"), RejectionKind::Refused),
            (403, None, RejectionKind::Refused),
            (503, Some("ServiceUnavailable"), RejectionKind::Refused),
            (502, None, RejectionKind::Unclear),
            (200, None, RejectionKind::Unclear),
        ] {
            assert_eq!(RejectionKind::of(status, code), kind, "{status} {code:?}");
        }
    }
}
