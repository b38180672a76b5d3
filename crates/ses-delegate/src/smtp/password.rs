//! The password of the SMTP interface.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::credentials::Credentials;
use crate::error::ParseError;
use crate::region::Region;
use crate::sigv4;

/// User name and password for SES's SMTP interface in one Region, derived from
/// a long-lived access key. As secret as the key: wiped on drop, and `Debug`
/// shows the user name only.
///
/// # Source
/// SES Developer Guide, "Obtaining Amazon SES SMTP credentials by converting
/// existing AWS credentials".
pub struct SmtpCredentials {
    user_name: String,
    password: Zeroizing<String>,
}

/// The day that every such password is derived for.
const DAY: &str = "11111111";
/// What it signs.
const MESSAGE: &str = "SendRawEmail";
/// The version that the derived bytes begin with.
const VERSION: u8 = 4;

impl SmtpCredentials {
    /// Derives them for `region`. They hold until the key is deactivated.
    ///
    /// # Errors
    /// `smtp_credentials.temporary` for credentials with a session token: SES's
    /// SMTP interface never takes temporary ones, so nothing useful follows from them.
    pub fn derive(credentials: &Credentials, region: &Region) -> Result<Self, ParseError> {
        let is_temporary =
            credentials.is_temporary() || credentials.access_key_id().starts_with("ASIA");
        if is_temporary {
            return Err(ParseError::new(
                "smtp_credentials.temporary",
                "the long-lived access key (AKIA…) of an IAM user, since SES's SMTP interface never takes temporary credentials",
                "temporary ones",
            )
            .at("sessionToken"));
        }
        let secret = credentials.secret_access_key();
        let key = sigv4::derive_and_sign(secret, DAY, region.as_str(), "ses", MESSAGE);
        let mut bytes = Zeroizing::new([VERSION; 33]);
        bytes[1..].copy_from_slice(key.as_slice());
        Ok(Self {
            user_name: credentials.access_key_id().to_owned(),
            password: Zeroizing::new(STANDARD.encode(bytes.as_slice())),
        })
    }

    /// The access key id.
    pub fn user_name(&self) -> &str {
        &self.user_name
    }

    /// The password, of 44 characters. It is wiped with these credentials;
    /// copies of it are not.
    pub fn dangerous_password(&self) -> &str {
        &self.password
    }
}

impl fmt::Debug for SmtpCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpCredentials")
            .field("user_name", &self.user_name)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "AKIAIOSFODNN7EXAMPLE";
    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    fn password(secret: &str, region: &str) -> String {
        let credentials = Credentials::new(ID, secret, None).unwrap();
        let derived = SmtpCredentials::derive(&credentials, &region.parse().unwrap()).unwrap();
        assert_eq!(derived.user_name(), ID);
        assert!(!format!("{derived:?}").contains(derived.dangerous_password()));
        derived.dangerous_password().to_owned()
    }

    /// What the algorithm in AWS's guide makes of the secret in AWS's documentation.
    #[test]
    fn as_awss_script_derives_it() {
        assert_eq!(password(SECRET, "us-east-1"), "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9");
    }

    #[test]
    fn published_vectors() {
        let Some(path) = crate::shared::find("ses/data/smtp-vectors.json") else { return };
        let vectors = crate::shared::json(&path);
        let vectors = vectors["vectors"].as_array().unwrap();
        assert!(vectors.len() > 30);
        for vector in vectors {
            let text = |name: &str| vector[name].as_str().unwrap();
            assert_eq!(password(text("secret"), text("region")), text("smtp_password"));
        }
    }

    #[test]
    fn temporary_credentials_never_work() {
        let region = "us-east-1".parse().unwrap();
        for (id, token) in [("ASIAIOSFODNN7EXAMPLE", Some("PLANTED")), (ID, Some("PLANTED"))] {
            let credentials = Credentials::new(id, SECRET, token).unwrap();
            let error = SmtpCredentials::derive(&credentials, &region).unwrap_err();
            assert_eq!(error.code(), "smtp_credentials.temporary");
            assert!(error.to_string().contains("never takes temporary credentials"), "{error}");
            assert!(
                !format!("{error:?}").contains("PLANTED") && !format!("{error:?}").contains(SECRET)
            );
        }
    }
}
