//! Whose the SMTP credentials are.

use base64::{Engine, engine::general_purpose::STANDARD};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{
    refusal::{Check, Kind, Refusal},
    secret::Secret,
    smtp::{password::region_of, reply},
    world::{Caller, World},
};

/// Who logged in, and the Region the password is of.
#[derive(Clone, Debug)]
pub(super) struct Login {
    pub access_key_id: String,
    pub caller: Caller,
    pub region: String,
}

/// A user name and a password, as they came.
#[derive(Debug)]
pub(super) struct Credentials {
    pub user_name: String,
    pub password: Secret,
}

impl Credentials {
    /// What `AUTH PLAIN` carries: authorization identity, user name, password,
    /// NUL between them (RFC 4616). The first is not used.
    pub(super) fn plain(base64: &[u8]) -> Option<Self> {
        let decoded = decode(base64)?;
        let mut parts = decoded.split('\0');
        let (Some(_), Some(user_name), Some(password), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        let (user_name, password) = (user_name.to_owned(), Secret::new(password.to_owned()));
        Some(Self { user_name, password })
    }

    /// Finds the user. Temporary keys are refused whatever the password, as SES
    /// does; every failure has the same reply, and takes as long.
    pub(super) fn check(&self, world: &World) -> Result<Login, Refusal> {
        let nobody = Secret::new(String::new());
        let key = world.key(&self.user_name);
        let secret = key.map_or(&nobody, |key| &key.secret_access_key);
        let region = region_of(world, secret, self.password.reveal().as_bytes());
        let Some(key) = key else {
            let shown: String = self.user_name.chars().take(40).collect();
            return Err(wrong(format!("No access key has the id '{shown}'.")));
        };
        if key.session_token.is_some() || key.access_key_id.starts_with("ASIA") {
            return Err(wrong("The key is temporary. SMTP needs the key of an IAM user."));
        }
        let Some(region) = region else {
            let given = self.password.reveal().as_bytes();
            let raw: bool = key.secret_access_key.reveal().as_bytes().ct_eq(given).into();
            return Err(wrong(if raw {
                "The password is the secret access key itself. SMTP needs the password derived \
                 from it, another in each Region."
            } else {
                "The password is not the one of this key, in any Region known here."
            }));
        };
        Ok(Login { access_key_id: key.access_key_id.clone(), caller: key.caller.clone(), region })
    }
}

/// Base64 of UTF-8; a single `=` is an empty text.
pub(super) fn decode(base64: &[u8]) -> Option<Zeroizing<String>> {
    if base64 == b"=" {
        return Some(Zeroizing::default());
    }
    let bytes = Zeroizing::new(STANDARD.decode(base64).ok()?);
    std::str::from_utf8(&bytes).ok().map(|text| Zeroizing::new(text.to_owned()))
}

fn wrong(why: impl Into<String>) -> Refusal {
    Refusal::new(Kind::InvalidToken, Check::Credentials, reply::WRONG_CREDENTIALS).note(why)
}
