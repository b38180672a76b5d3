//! What is wrong with pasted keys, told without a character of them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::super::{Credentials, measured};
use super::block::{Block, is_key_id};
use super::name::Member;
use super::value::{SECRET, Value, is_base64};
use crate::error::ParseError;

/// The keys of `block`, or what is certainly wrong with them.
pub(super) fn keys(block: &Block<'_>) -> Result<Credentials, ParseError> {
    // Empty is as good as missing.
    let text = |member| block.get(member).map_or_else(Zeroizing::default, Value::text);
    let id = text(Member::AccessKeyId);
    let secret = text(Member::SecretAccessKey);
    let token = text(Member::SessionToken);
    if let Some(error) = swapped(&id, &secret, &token) {
        return Err(error);
    }
    if id.is_empty() || secret.is_empty() {
        return Err(missing(block));
    }
    for (member, field) in FIELDS {
        if let Some(value) = block.get(member) {
            whole(value, field)?;
        }
    }
    Credentials::new(&id, &secret, Some(&token))
}

const FIELDS: [(Member, &str); 3] = [
    (Member::AccessKeyId, "accessKeyId"),
    (Member::SecretAccessKey, "secretAccessKey"),
    (Member::SessionToken, "sessionToken"),
];

fn swapped(id: &str, secret: &str, token: &str) -> Option<ParseError> {
    let (field, expected, found) = if is_key_id(secret) {
        ("secretAccessKey", "the secret access key", "an access key id")
    } else if id.len() == SECRET && is_base64(id) && !is_key_id(id) {
        ("accessKeyId", "the access key id", "what looks like a secret access key")
    } else if is_key_id(token) {
        ("sessionToken", "the session token", "an access key id")
    } else if token.len() == SECRET && secret.len() > SECRET {
        ("sessionToken", "the session token", "what looks like a secret access key")
    } else if secret.len() >= 100 {
        ("secretAccessKey", "the secret access key", "what looks like a session token")
    } else {
        return None;
    };
    Some(ParseError::new("credentials.swapped", expected, found).at(field))
}

fn missing(block: &Block<'_>) -> ParseError {
    let has = |member| block.get(member).is_some();
    let is_empty = !has(Member::AccessKeyId) && !has(Member::SecretAccessKey);
    let (code, found) = if is_empty && has(Member::AccessToken) {
        ("credentials.access_token", "an access token, which signs no request")
    } else if is_empty && has(Member::Smtp) {
        ("credentials.smtp", "what SES's SMTP interface takes, which signs no request")
    } else if is_empty && has(Member::RoleArn) {
        ("credentials.missing", "a role only, which must be assumed first")
    } else {
        ("credentials.missing", "none")
    };
    let (field, name) = if has(Member::AccessKeyId) {
        ("secretAccessKey", "AWS_SECRET_ACCESS_KEY")
    } else {
        ("accessKeyId", "AWS_ACCESS_KEY_ID")
    };
    ParseError::new(code, format!("a line {name}=… in the pasted block"), found).at(field)
}

/// The error of a paste that holds no keys at all.
pub(super) fn nothing(paste: &str) -> ParseError {
    let found = if paste.trim().is_empty() { "nothing" } else { "none" };
    let expected = "a line AWS_ACCESS_KEY_ID=… in the pasted block";
    ParseError::new("credentials.missing", expected, found).at("accessKeyId")
}

fn whole(value: &Value<'_>, field: &'static str) -> Result<(), ParseError> {
    let text = value.text();
    let found = if value.is_open {
        "one whose closing quote is missing"
    } else if text.ends_with('…') || text.ends_with("...") {
        "one that ends in an ellipsis"
    } else if text.contains("***") || text.contains('•') {
        "one that is hidden by asterisks or dots"
    } else if value.is_broken || text.trim().contains(char::is_whitespace) {
        "one with a blank within"
    } else {
        return Ok(());
    };
    Err(ParseError::new("credentials.cut", "the whole value", found).at(field))
}

/// What is unusual about the keys and yet possible, since AWS promises no lengths.
pub(super) fn hints(block: &Block<'_>) -> Vec<ParseError> {
    let text = |member| block.get(member).map(Value::text);
    let mut hints = Vec::new();
    let id = text(Member::AccessKeyId);
    let token = text(Member::SessionToken);
    if let Some(id) = &id {
        if !is_key_id(id) || id.len() != 20 {
            let expected = "an access key id that begins with AKIA or ASIA and has 20 characters";
            let found = if is_key_id(id) { measured(id) } else { "another beginning".to_owned() };
            hints.push(ParseError::new("credentials.key_kind", expected, found).at("accessKeyId"));
        } else if token.is_some() && !id.starts_with("ASIA") {
            let expected = "no session token beside a long-lived key (AKIA…)";
            hints.push(ParseError::new("credentials.key_kind", expected, "one").at("sessionToken"));
        }
    }
    if let Some(secret) = text(Member::SecretAccessKey) {
        hints.extend(secret_hint(&secret).map(|hint| hint.at("secretAccessKey")));
    }
    if let Some(token) = token {
        hints.extend(token_hint(&token).map(|hint| hint.at("sessionToken")));
    }
    hints
}

fn secret_hint(secret: &str) -> Option<ParseError> {
    if is_smtp_password(secret) {
        let found = "what looks like an SES SMTP password, which signs no request";
        let expected = "the secret access key";
        return Some(ParseError::new("credentials.smtp", expected, found));
    }
    let found = match secret.len() {
        SECRET if is_base64(secret) => return None,
        SECRET => "other characters".to_owned(),
        _ => measured(secret),
    };
    let expected = "a secret access key of 40 letters, digits, + and /";
    Some(ParseError::new("credentials.secret_length", expected, found))
}

/// 0x04 and a SHA-256 tag, in base64.
///
/// # Source
/// SES Developer Guide, "Obtaining Amazon SES SMTP credentials".
fn is_smtp_password(secret: &str) -> bool {
    let mut bytes = Zeroizing::new([0; 33]);
    secret.len() == 44
        && STANDARD.decode_slice(secret, bytes.as_mut_slice()) == Ok(33)
        && bytes[0] == 4
}

fn token_hint(token: &str) -> Option<ParseError> {
    let expected = "a session token of some hundred characters of base64";
    let found = if token.len() < 100 {
        measured(token)
    } else if !is_base64(token) {
        "other characters".to_owned()
    } else if !token.len().is_multiple_of(4) {
        format!("{}, which no base64 has", measured(token))
    } else {
        return None;
    };
    Some(ParseError::new("credentials.token_length", expected, found))
}
