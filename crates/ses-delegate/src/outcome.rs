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

/// SES, or something before it, refused the request; nothing was sent.
///
/// Nothing of the answer is lost: what could not be read stands in `body`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rejection {
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
