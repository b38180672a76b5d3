//! Attempts that got no answer.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An attempt that got no answer: either nothing was sent for certain, or
/// nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "sent", content = "why", rename_all = "camelCase")]
pub enum Unanswered {
    /// No byte of the message left.
    No(NotSent),
    /// Bytes may have left, and SES may have taken the message.
    Perhaps(MayBeSent),
}

/// Why nothing was sent for certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NotSent {
    /// The host has no address: another name, or no network.
    NameNotFound,
    /// Nobody took the connection.
    ConnectionRefused,
    /// No encrypted connection came about: a certificate, or a proxy.
    Tls,
    /// The page's own policy (CSP) stopped it.
    Blocked,
    /// The server's answer to the browser's preflight forbade it.
    Preflight,
    /// It was stopped before the first byte.
    Aborted,
}

/// Why nobody knows whether it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MayBeSent {
    /// The connection broke after the upload had begun.
    ConnectionLost,
    /// No answer within the time that was given.
    TimedOut,
    /// It was stopped after the upload had begun.
    Aborted,
    /// The client does not say which: a browser's "Failed to fetch".
    Untold,
}

impl NotSent {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::NameNotFound,
        Self::ConnectionRefused,
        Self::Tls,
        Self::Blocked,
        Self::Preflight,
        Self::Aborted,
    ];
}

impl MayBeSent {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::ConnectionLost, Self::TimedOut, Self::Aborted, Self::Untold];
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NameNotFound => {
                "The host's name has no address: the Region has no such endpoint, or there is no network."
            }
            Self::ConnectionRefused => "Nobody took the connection.",
            Self::Tls => "No encrypted connection came about.",
            Self::Blocked => "This page's own policy stopped the request.",
            Self::Preflight => "The server does not let this page send such a request (CORS).",
            Self::Aborted => "It was stopped before the first byte.",
        })
    }
}

impl fmt::Display for MayBeSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ConnectionLost => "The connection broke after the upload had begun.",
            Self::TimedOut => "No answer came in time.",
            Self::Aborted => "It was stopped after the upload had begun.",
            Self::Untold => {
                "The request failed without an answer; the browser does not say whether by CORS, name, network, policy or an extension."
            }
        })
    }
}
