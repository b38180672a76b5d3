//! How urgent it is.

use std::fmt;
use std::str::FromStr;

use crate::error::ParseError;

/// `Importance`: how urgently the sender wants to be read.
///
/// The standard header alone is written. `X-Priority`, which no standard
/// defines, may be added as a custom header.
///
/// # Source
/// RFC 2156 section 5.3.4, RFC 4021 section 2.1.55.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Importance {
    /// Soon.
    High,
    /// As any other.
    Normal,
    /// Whenever there is time.
    Low,
}

impl Importance {
    /// Every value.
    pub const ALL: [Self; 3] = [Self::High, Self::Normal, Self::Low];

    /// The header's value.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Normal => "normal",
            Self::Low => "low",
        }
    }
}

impl FromStr for Importance {
    type Err = ParseError;

    /// # Errors
    /// `importance.unknown`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::ALL.into_iter().find(|value| value.as_str() == text).ok_or_else(|| {
            ParseError::quoting("importance.unknown", "one of high, normal, low", text)
        })
    }
}

impl fmt::Display for Importance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_values_and_no_more() {
        for value in Importance::ALL {
            assert_eq!(value.as_str().parse(), Ok(value));
        }
        for text in ["", "urgent", "HIGH", "low\r\nX: y"] {
            assert_eq!(text.parse::<Importance>().unwrap_err().code(), "importance.unknown");
        }
    }
}
