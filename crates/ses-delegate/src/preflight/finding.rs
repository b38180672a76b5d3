//! What a check says.

use serde::Serialize;

/// How much a finding matters. Errors sort first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// It will not be sent, or not as meant: blocks.
    Error,
    /// It may fail, or surprise: asks once.
    Warning,
    /// Good to know: never asks.
    Info,
}

impl Severity {
    /// Its name in JSON and JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// One thing that one rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The rule, such as `from-not-covered`; stable.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Path of the field, such as `to[2]`; of an imported message `raw.headers[4]`,
    /// `raw.parts[1]` or the whole list; empty for the whole draft.
    pub field: String,
    /// What was found there, one sentence.
    pub found: String,
    /// Why it matters.
    pub why: String,
    /// How to mend it.
    pub mend: String,
    /// AWS's page or the RFC that says so.
    pub source: String,
}
