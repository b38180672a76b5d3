//! What the cross-language tests share: one case as JSON in, its request as JSON out.

pub mod adopt;
pub mod attack;
pub mod evaluate;
pub mod fuzz;
pub mod operate;
pub mod shown;
pub mod skeleton;

use std::mem::take;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use ses_delegate::{Credentials, Draft, ParseError, PayloadHash, Stamp, UnixTime, prepare};

/// A draft and everything else that decides its bytes.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Case {
    /// What was typed.
    pub draft: Draft,
    /// When, and the nonce.
    pub stamp: CaseStamp,
    /// Test keys; they open nothing.
    pub credentials: CaseCredentials,
}

/// [`Stamp`] as JSON.
#[derive(Debug, Deserialize)]
pub struct CaseStamp {
    /// Seconds since 1970.
    pub at: i64,
    /// 32 hexadecimal digits.
    pub nonce: String,
}

/// [`Credentials`] as JSON.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseCredentials {
    /// `AKIA…` or `ASIA…`.
    pub access_key_id: String,
    /// Planted.
    pub secret_access_key: String,
    /// Planted.
    pub session_token: Option<String>,
}

/// The signed request, bytes as base64.
#[derive(Debug, Serialize)]
pub struct Composed {
    /// Where it goes.
    pub url: String,
    /// All but `Host`.
    pub headers: Vec<(&'static str, String)>,
    /// The payload.
    pub body: String,
    /// The MIME, unless SES writes it.
    pub mime: Option<String>,
}

impl CaseCredentials {
    fn read(&self) -> Result<Credentials, ParseError> {
        let token = self.session_token.as_deref();
        Credentials::new(&self.access_key_id, &self.secret_access_key, token)
    }
}

impl Case {
    /// Its signed request.
    ///
    /// # Errors
    /// Every wrong field.
    pub fn compose(&self) -> Result<Composed, Vec<ParseError>> {
        let one = |error| vec![error];
        let at = UnixTime::from_seconds(self.stamp.at).map_err(one)?;
        let stamp = Stamp { at, nonce: u128_of(&self.stamp.nonce).to_be_bytes() };
        let credentials = self.credentials.read().map_err(one)?;
        let prepared = prepare(&self.draft, &stamp)?;
        let body = prepared.body().map_err(one)?;
        let mime = prepared.message().map_err(one)?;
        let mut signed = prepared.sign(&PayloadHash::of(&body), &credentials, at);
        Ok(Composed {
            url: take(&mut signed.url),
            headers: take(&mut signed.headers),
            body: STANDARD.encode(body),
            mime: mime.map(|mime| STANDARD.encode(mime)),
        })
    }
}

fn u128_of(hex: &str) -> u128 {
    u128::from_str_radix(hex, 16).expect("a nonce of 32 hexadecimal digits")
}
