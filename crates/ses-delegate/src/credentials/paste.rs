//! Credentials from a block of shell variables, as a terminal shows it.

use std::fmt;

use zeroize::Zeroizing;

use super::Credentials;
use crate::error::ParseError;

/// What a pasted block of shell variables held.
pub struct PastedCredentials {
    /// The keys.
    pub credentials: Credentials,
    /// When they expire, as written; none if the block does not say.
    pub expiration: Option<String>,
}

impl PastedCredentials {
    /// Reads `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`
    /// and `AWS_CREDENTIAL_EXPIRATION` from lines such as `export NAME=value`,
    /// `NAME=value`, `set NAME=value` or `$Env:NAME="value"`, in any case; other
    /// lines are passed over.
    ///
    /// # Errors
    /// Those of [`Credentials::new`]; a missing variable counts as nothing. No
    /// value of the block is ever quoted.
    pub fn read(block: &str) -> Result<Self, ParseError> {
        let value = |name: &str| {
            block
                .lines()
                .filter_map(variable)
                .find(|(found, _)| found.eq_ignore_ascii_case(name))
                .map(|(_, value)| Zeroizing::new(value.to_owned()))
        };
        let missing = |field: &'static str, name: &str| {
            ParseError::new(
                "credentials.missing",
                format!("a line {name}=… in the pasted block"),
                if block.trim().is_empty() { "nothing" } else { "none" },
            )
            .at(field)
        };
        let id = value("AWS_ACCESS_KEY_ID")
            .ok_or_else(|| missing("accessKeyId", "AWS_ACCESS_KEY_ID"))?;
        let secret = value("AWS_SECRET_ACCESS_KEY")
            .ok_or_else(|| missing("secretAccessKey", "AWS_SECRET_ACCESS_KEY"))?;
        let token = value("AWS_SESSION_TOKEN");
        Ok(Self {
            credentials: Credentials::new(
                &id,
                &secret,
                token.as_ref().map(|token| token.as_str()),
            )?,
            expiration: value("AWS_CREDENTIAL_EXPIRATION").map(|text| text.to_string()),
        })
    }
}

/// Name and value of an assignment, without the shell's word for it, quotes and a final semicolon.
fn variable(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let line = ["export ", "set ", "SET ", "$Env:", "$env:"]
        .into_iter()
        .find_map(|word| line.strip_prefix(word))
        .unwrap_or(line)
        .trim_start();
    let (name, value) = line.split_once('=')?;
    let value = value.trim().trim_end_matches(';').trim_end();
    let bare = ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value);
    Some((name.trim_end(), bare))
}

impl fmt::Debug for PastedCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PastedCredentials")
            .field("credentials", &self.credentials)
            .field("expiration", &self.expiration)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_terminals_print() {
        for block in [
            "export AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE\nexport AWS_SECRET_ACCESS_KEY=s/e+c=\nexport AWS_SESSION_TOKEN=t==\n",
            "[default]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = s/e+c=\naws_session_token = t==\n",
            "$Env:AWS_ACCESS_KEY_ID=\"ASIAIOSFODNN7EXAMPLE\"\r\n$Env:AWS_SECRET_ACCESS_KEY=\"s/e+c=\"\r\n$Env:AWS_SESSION_TOKEN=\"t==\"\r\n",
            "set AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE\r\nset AWS_SECRET_ACCESS_KEY=s/e+c=\r\nset AWS_SESSION_TOKEN=t==\r\n",
            "some prose\r\n  AWS_ACCESS_KEY_ID=\"ASIAIOSFODNN7EXAMPLE\"\r\nAWS_SECRET_ACCESS_KEY='s/e+c=';\r\n\r\nAWS_SESSION_TOKEN=t==\r\n",
        ] {
            let pasted = PastedCredentials::read(block).unwrap();
            assert_eq!(pasted.credentials.access_key_id(), "ASIAIOSFODNN7EXAMPLE");
            assert_eq!(pasted.credentials.secret_access_key(), "s/e+c=");
            assert_eq!(pasted.credentials.session_token(), Some("t=="));
            assert_eq!(pasted.expiration, None);
        }
    }

    #[test]
    fn names_the_missing_variable_and_quotes_nothing() {
        let error =
            PastedCredentials::read("export AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE\nPLANTED")
                .unwrap_err();
        assert_eq!((error.code(), error.field()), ("credentials.missing", "secretAccessKey"));
        assert!(!error.to_string().contains("PLANTED"));
        assert_eq!(PastedCredentials::read("").unwrap_err().field(), "accessKeyId");
    }
}
