//! AWS credentials: held in memory, wiped on drop, never shown.

mod paste;

use std::fmt;

use zeroize::Zeroize;

use crate::error::ParseError;

pub use paste::{PastedCredentials, PastedExpiration, PastedProfile};

/// An access key, perhaps with the session token of temporary credentials.
///
/// Wiped on drop. `Debug` shows the access key id only; there is no
/// `Display`, `Clone`, `PartialEq` or `Serialize`.
pub struct Credentials {
    access_key_id: String,
    secret_access_key: String,
    session_token: Option<String>,
}

impl Credentials {
    /// # Errors
    /// `credentials.access_key_id`, `credentials.secret_access_key`,
    /// `credentials.session_token`: empty, or with characters that no AWS
    /// credential has; the token missing for a temporary key (`ASIA…`). The
    /// secret and the token are described by length, never quoted.
    pub fn new(
        access_key_id: &str,
        secret_access_key: &str,
        session_token: Option<&str>,
    ) -> Result<Self, ParseError> {
        let id = access_key_id.trim();
        if !(16..=128).contains(&id.len())
            || !id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        {
            return Err(ParseError::new(
                "credentials.access_key_id",
                "an access key id of 16 to 128 capital letters and digits, such as ASIA…",
                measured(id),
            )
            .at("accessKeyId"));
        }
        let secret = secret_access_key.trim();
        if !is_token(secret) {
            return Err(ParseError::new(
                "credentials.secret_access_key",
                "a secret access key, one line without spaces",
                measured(secret),
            )
            .at("secretAccessKey"));
        }
        let token = session_token.map(str::trim).filter(|token| !token.is_empty());
        match token {
            None if id.starts_with("ASIA") => Err(ParseError::new(
                "credentials.session_token",
                "the session token that belongs to a temporary key (ASIA…)",
                "nothing",
            )
            .at("sessionToken")),
            Some(token) if !is_token(token) => Err(ParseError::new(
                "credentials.session_token",
                "a session token, one line without spaces",
                measured(token),
            )
            .at("sessionToken")),
            _ => Ok(Self {
                access_key_id: id.to_owned(),
                secret_access_key: secret.to_owned(),
                session_token: token.map(str::to_owned),
            }),
        }
    }

    /// The public half of the key.
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// True if they expire by themselves: they carry a session token.
    pub fn is_temporary(&self) -> bool {
        self.session_token.is_some()
    }

    /// The secret, for handing it to another signer. It is wiped with these
    /// credentials; copies of it are not.
    pub fn dangerous_secret_access_key(&self) -> &str {
        self.secret_access_key()
    }

    /// The session token, which is as secret; see
    /// [`dangerous_secret_access_key`](Self::dangerous_secret_access_key).
    pub fn dangerous_session_token(&self) -> Option<&str> {
        self.session_token()
    }

    pub(crate) fn secret_access_key(&self) -> &str {
        &self.secret_access_key
    }

    pub(crate) fn session_token(&self) -> Option<&str> {
        self.session_token.as_deref()
    }
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic())
}

/// Describes a value that must not be quoted.
fn measured(text: &str) -> String {
    match text.chars().count() {
        0 => "nothing".to_owned(),
        count => format!("{count} characters"),
    }
}

impl Drop for Credentials {
    fn drop(&mut self) {
        self.secret_access_key.zeroize();
        self.session_token.zeroize();
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .field("secret_access_key", &"** redacted **")
            .field("session_token", &self.session_token.as_ref().map(|_| "** redacted **"))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "ASIAIOSFODNN7EXAMPLE";

    #[test]
    fn temporary_keys_need_their_token() {
        assert!(Credentials::new(ID, "secret", Some("token")).unwrap().is_temporary());
        assert!(!Credentials::new("AKIAIOSFODNN7EXAMPLE", "secret", None).unwrap().is_temporary());
        for token in [None, Some(""), Some("  ")] {
            let error = Credentials::new(ID, "secret", token).unwrap_err();
            assert_eq!(
                (error.code(), error.field()),
                ("credentials.session_token", "sessionToken")
            );
        }
    }

    #[test]
    fn neither_debug_nor_errors_show_a_secret() {
        let credentials = Credentials::new(ID, "PLANTED", Some("PLANTED2")).unwrap();
        assert!(!format!("{credentials:?}").contains("PLANTED"));
        for error in [
            Credentials::new(ID, "PLANTED with space", Some("t")).unwrap_err(),
            Credentials::new(ID, "s", Some("PLANTED with space")).unwrap_err(),
            Credentials::new("PLANTEDsecretInPlaceOfTheKeyId", "s", None).unwrap_err(),
        ] {
            assert!(!format!("{error:?} {error}").contains("PLANTED"), "{error}");
        }
    }
}
