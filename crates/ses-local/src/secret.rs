//! Text that never shows itself.

use std::fmt;

use zeroize::Zeroizing;

/// A secret access key or session token: wiped on drop, redacted in `Debug`,
/// without `Display` and without `Serialize`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The secret itself: for signing, and for the start banner.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn debug_shows_nothing() {
        let text = format!("{:?}", Secret::new("wJalrXUtnFEMI".into()));
        assert_eq!(text, "Secret(redacted)");
    }
}
