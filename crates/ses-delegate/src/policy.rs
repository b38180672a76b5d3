//! The text of a policy.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use crate::error::{ParseError, quote};

/// A sending authorization policy: the text of a JSON object, at most 4096 bytes.
///
/// # Source
/// SES API v1 reference, `PutIdentityPolicy`; SES Developer Guide, "Service
/// quotas": 4 KB a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyDocument(String);

/// Longest policy, in bytes.
const MAX: usize = 4096;

impl PolicyDocument {
    /// The JSON as given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PolicyDocument {
    type Err = ParseError;

    /// # Errors
    /// `policy.length`, `policy.json`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        if text.len() > MAX {
            return Err(ParseError::new(
                "policy.length",
                "a policy of at most 4096 bytes",
                format!("{}", text.len()),
            ));
        }
        let found = match serde_json::from_str::<Value>(text) {
            Ok(Value::Object(_)) => return Ok(Self(text.to_owned())),
            Ok(_) => quote(text),
            Err(error) => format!("{} ({error})", quote(text)),
        };
        Err(ParseError::new("policy.json", "a policy as a JSON object", found))
    }
}

impl fmt::Display for PolicyDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_are_short_objects() {
        assert!("{\"Version\":\"2012-10-17\"}".parse::<PolicyDocument>().is_ok());
        let of = |bytes| format!("{{\"a\":\"{}\"}}", "x".repeat(bytes - 8));
        assert!(of(MAX).parse::<PolicyDocument>().is_ok());
        let code = |text: &str| text.parse::<PolicyDocument>().unwrap_err().code().to_owned();
        assert_eq!(code(&of(MAX + 1)), "policy.length");
        assert_eq!(code("[]"), "policy.json");
        assert_eq!(code("{"), "policy.json");
    }
}
