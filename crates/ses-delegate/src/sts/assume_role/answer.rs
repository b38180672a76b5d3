//! The answer of `AssumeRole`, which holds secrets.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

use crate::credentials::Credentials;
use crate::input::refused;
use crate::operation::Response;
use crate::outcome::Rejection;
use crate::query::xml;
use crate::shape::Timestamp;

/// Output of `AssumeRole`. Neither `Debug` nor serde writes a secret of it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct AssumeRoleResponse {
    /// The role's credentials.
    pub credentials: ExpiringCredentials,
    /// Who one has become.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assumed_role_user: Option<AssumedRoleUser>,
    /// How much of the room for policies and tags is used, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub packed_policy_size: Option<u32>,
    /// Who it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_identity: Option<String>,
    /// How much of the room for the session token is used, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_token_utilization: Option<u32>,
    /// The session token's size, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_token_size: Option<u32>,
}

/// Credentials until a moment. Of these serde writes the access key id and the moment.
#[derive(Debug)]
pub struct ExpiringCredentials {
    /// The keys, wiped on drop.
    pub credentials: Credentials,
    /// When they expire.
    pub expiration: Timestamp,
}

/// `AssumedRoleUser`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AssumedRoleUser {
    /// AWS's id of role and session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assumed_role_id: Option<String>,
    /// The session, which a policy can name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
}

impl Serialize for ExpiringCredentials {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "PascalCase")]
        struct Shown<'a> {
            access_key_id: &'a str,
            expiration: Timestamp,
        }
        let access_key_id = self.credentials.access_key_id();
        Shown { access_key_id, expiration: self.expiration }.serialize(to)
    }
}

/// The output as AWS writes it.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    #[serde(deserialize_with = "credentials")]
    credentials: ExpiringCredentials,
    assumed_role_user: Option<AssumedRoleUser>,
    packed_policy_size: Option<u32>,
    source_identity: Option<String>,
    session_token_utilization: Option<u32>,
    session_token_size: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Keys {
    access_key_id: String,
    #[serde(deserialize_with = "wiped")]
    secret_access_key: Zeroizing<String>,
    #[serde(deserialize_with = "wiped")]
    session_token: Zeroizing<String>,
    expiration: Timestamp,
}

fn wiped<'de, D: Deserializer<'de>>(from: D) -> Result<Zeroizing<String>, D::Error> {
    String::deserialize(from).map(Zeroizing::new)
}

fn credentials<'de, D: Deserializer<'de>>(from: D) -> Result<ExpiringCredentials, D::Error> {
    let Keys { access_key_id, secret_access_key, session_token, expiration } =
        Keys::deserialize(from)?;
    Credentials::new(&access_key_id, &secret_access_key, Some(&session_token))
        .map(|credentials| ExpiringCredentials { credentials, expiration })
        .map_err(|error| refused(&error))
}

/// Reads the answer; one that may hold secrets is not kept in the rejection.
pub(super) fn read(
    response: &Response<'_>,
    operation: &str,
) -> Result<AssumeRoleResponse, Rejection> {
    match xml::read(response, operation) {
        Ok(Output {
            credentials,
            assumed_role_user,
            packed_policy_size,
            source_identity,
            session_token_utilization,
            session_token_size,
        }) => Ok(AssumeRoleResponse {
            credentials,
            assumed_role_user,
            packed_policy_size,
            source_identity,
            session_token_utilization,
            session_token_size,
        }),
        Err(rejection) => Err(withheld(rejection)),
    }
}

/// AWS writes no secret without its name, in XML or JSON, before it: so what
/// names none, such as a gateway's page, can be shown.
fn withheld(mut rejection: Rejection) -> Rejection {
    let plain = Zeroizing::new(rejection.body.replace('\0', "").to_ascii_lowercase());
    if plain.contains("secretaccesskey") || plain.contains("sessiontoken") {
        let body = Zeroizing::new(std::mem::take(&mut rejection.body));
        rejection.body = format!("({} bytes, not shown since they hold credentials)", body.len());
        rejection.code = None;
        rejection.message = None;
    }
    rejection
}
