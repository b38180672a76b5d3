//! Signature Version 4, judged by AWS's own crate.
//!
//! The request is signed again as received, at the claimed time, over the
//! claimed headers, with the secret this server knows; the two signatures must
//! be equal. Nothing here shares code with the signer under test.
//!
//! # Source
//!
//! IAM User Guide, "Create a signed AWS API request" and "Troubleshoot Signature
//! Version 4 signing for AWS API requests" (texts).

mod claim;
#[cfg(test)]
mod tests;

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::{
    http_request::{
        PayloadChecksumKind, PercentEncodingMode, SessionTokenMode, SignableBody, SignableRequest,
        SigningSettings, UriPathNormalizationMode, sign,
    },
    sign::v4,
};
use axum::http::HeaderMap;
use subtle::ConstantTimeEq;

use self::claim::Claim;
use crate::{
    clock::{amz_date, parse_amz_date},
    identity::is_region,
    refusal::{Check, Kind, Refusal},
    world::{Key, World},
};

/// How far the signer's clock may be off.
const SKEW: Duration = Duration::from_mins(5);

/// A request as it came over the wire.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Received<'a> {
    pub method: &'a str,
    /// Path and query, not decoded.
    pub target: &'a str,
    pub headers: &'a HeaderMap,
    pub body: &'a [u8],
}

/// A request whose signature is right.
#[derive(Clone, Debug)]
pub(crate) struct Authenticated<'w> {
    pub key: &'w Key,
    /// The Region of the credential scope: the one this server plays.
    pub region: String,
}

/// Checks the signature of `request`.
pub(crate) fn authenticate<'w>(
    world: &'w World,
    request: Received<'_>,
    now: SystemTime,
) -> Result<Authenticated<'w>, Refusal> {
    let claim = claimed(request.headers)?;
    let (date_text, date) = request_date(request.headers)?;
    check_signed_headers(&claim, request.headers)?;
    check_scope(&claim, &date_text)?;
    check_clock(&date_text, date, now)?;
    let key = find_key(world, &claim, request.headers, now)?;
    let expected = expected_signature(request, &claim, key, date)?;
    let equal: bool = expected.as_bytes().ct_eq(claim.signature.as_bytes()).into();
    if !equal {
        return Err(mismatch(
            "The request signature we calculated does not match the signature you provided. Check your \
             AWS Secret Access Key and signing method. Consult the service documentation for details.",
        ));
    }
    Ok(Authenticated { key, region: claim.region })
}

fn claimed(headers: &HeaderMap) -> Result<Claim, Refusal> {
    let mut values = headers.get_all("authorization").iter();
    let Some(value) = values.next() else {
        return Err(Refusal::new(
            Kind::MissingAuthentication,
            Check::Signature,
            "Request is missing Authentication Token",
        ));
    };
    if values.next().is_some() {
        return Err(incomplete("Authorization header is given more than once."));
    }
    let text = value.to_str().map_err(|_| incomplete("Authorization header is not ASCII."))?;
    Claim::parse(text).map_err(|problem| incomplete(&problem))
}

fn request_date(headers: &HeaderMap) -> Result<(String, SystemTime), Refusal> {
    let Some(value) = single(headers, "x-amz-date")? else {
        return Err(Refusal::new(
            Kind::MissingDate,
            Check::Signature,
            "Either Date or x-amz-date header must be specified in the request",
        ));
    };
    let date = parse_amz_date(value).ok_or_else(|| {
        incomplete(&format!(
            "Date must be in ISO-8601 'basic format'. Got '{value}'. See http://en.wikipedia.org/wiki/ISO_8601"
        ))
    })?;
    Ok((value.to_owned(), date))
}

fn check_signed_headers(claim: &Claim, headers: &HeaderMap) -> Result<(), Refusal> {
    let mut missing = Vec::new();
    if !claim.signs("host") {
        missing.push("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
    if !claim.signs("x-amz-date") {
        missing.push("'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization.");
    }
    if headers.contains_key("x-amz-security-token") && !claim.signs("x-amz-security-token") {
        missing.push("'X-Amz-Security-Token' must be a 'SignedHeader' in the AWS Authorization.");
    }
    if missing.is_empty() { Ok(()) } else { Err(mismatch(&missing.join(" "))) }
}

fn check_scope(claim: &Claim, date: &str) -> Result<(), Refusal> {
    let mut wrong = Vec::new();
    if !is_region(&claim.region) {
        wrong.push(format!(
            "Credential should be scoped to a valid region, not '{}'.",
            claim.region
        ));
    }
    if claim.service != "ses" {
        wrong.push("Credential should be scoped to correct service: 'ses'.".to_owned());
    }
    if claim.terminator != "aws4_request" {
        wrong.push(format!(
            "Credential should be scoped with a valid terminator: 'aws4_request', not '{}'.",
            claim.terminator
        ));
    }
    if date.get(..8) != Some(claim.date.as_str()) {
        wrong.push(format!(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: \
             '{}' != '{}', from '{date}'.",
            claim.date,
            date.get(..8).unwrap_or_default()
        ));
    }
    if wrong.is_empty() { Ok(()) } else { Err(mismatch(&wrong.join(" "))) }
}

fn check_clock(text: &str, date: SystemTime, now: SystemTime) -> Result<(), Refusal> {
    let (earliest, latest) = (now - SKEW, now + SKEW);
    let here = amz_date(now);
    if date < earliest {
        let limit = amz_date(earliest);
        return Err(mismatch(&format!(
            "Signature expired: {text} is now earlier than {limit} ({here} - 5 min.)"
        )));
    }
    if date > latest {
        let limit = amz_date(latest);
        return Err(mismatch(&format!(
            "Signature not yet current: {text} is still later than {limit} ({here} + 5 min.)"
        )));
    }
    Ok(())
}

fn find_key<'w>(
    world: &'w World,
    claim: &Claim,
    headers: &HeaderMap,
    now: SystemTime,
) -> Result<&'w Key, Refusal> {
    let invalid = |note: &str| {
        Refusal::new(
            Kind::InvalidToken,
            Check::Credentials,
            "The security token included in the request is invalid.",
        )
        .note(note)
    };
    let key = world
        .key(&claim.access_key_id)
        .ok_or_else(|| invalid("The access key id is not known here."))?;
    let given = single(headers, "x-amz-security-token")?;
    match (&key.session_token, given) {
        (Some(_), None) => {
            return Err(invalid("The key is temporary, but there is no x-amz-security-token."));
        }
        (None, Some(_)) => {
            return Err(invalid("The key is not temporary, but there is an x-amz-security-token."));
        }
        (Some(known), Some(given))
            if !bool::from(known.reveal().as_bytes().ct_eq(given.as_bytes())) =>
        {
            return Err(invalid("The session token is not the one of this key."));
        }
        _ => {}
    }
    if key.expires.is_some_and(|expires| now >= expires) {
        return Err(Refusal::new(
            Kind::ExpiredToken,
            Check::Credentials,
            "The security token included in the request is expired",
        ));
    }
    Ok(key)
}

fn expected_signature(
    request: Received<'_>,
    claim: &Claim,
    key: &Key,
    date: SystemTime,
) -> Result<String, Refusal> {
    let mut headers = Vec::new();
    for name in &claim.signed_headers {
        let before = headers.len();
        for value in request.headers.get_all(name) {
            let value = value
                .to_str()
                .map_err(|_| incomplete(&format!("Header '{name}' is not ASCII.")))?;
            headers.push((name.as_str(), value));
        }
        if headers.len() == before {
            return Err(mismatch(&format!(
                "Header '{name}' is a 'SignedHeader', but is not in the request."
            )));
        }
    }
    let identity = Credentials::new(
        &key.access_key_id,
        key.secret_access_key.reveal(),
        key.session_token.as_ref().map(|token| token.reveal().to_owned()),
        None,
        "ses-local",
    )
    .into();
    let mut settings = SigningSettings::default();
    // Written out, though some are the defaults: each is a rule SES relies on.
    settings.percent_encoding_mode = PercentEncodingMode::Double;
    settings.payload_checksum_kind = PayloadChecksumKind::NoHeader;
    settings.uri_path_normalization_mode = UriPathNormalizationMode::Enabled;
    settings.session_token_mode = SessionTokenMode::Include;
    // The headers passed are exactly those the client says it signed.
    settings.excluded_headers = None;
    // The crate reads path and query from here, and Host from the headers.
    let uri = format!("http://ses-local{}", request.target);
    let unsignable = |_| mismatch("The request cannot be brought into canonical form.");
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(&claim.region)
        .name(&claim.service)
        .time(date)
        .settings(settings)
        .build()
        .map_err(|_| mismatch("The request cannot be signed."))?
        .into();
    let signable = SignableRequest::new(
        request.method,
        uri,
        headers.into_iter(),
        SignableBody::Bytes(request.body),
    )
    .map_err(unsignable)?;
    let (_, signature) = sign(signable, &params).map_err(unsignable)?.into_parts();
    Ok(signature)
}

/// The value of a header that may be given once.
fn single<'h>(headers: &'h HeaderMap, name: &str) -> Result<Option<&'h str>, Refusal> {
    let mut values = headers.get_all(name).iter();
    let first = values.next();
    if values.next().is_some() {
        return Err(incomplete(&format!("Header '{name}' is given more than once.")));
    }
    first
        .map(|value| {
            value.to_str().map_err(|_| incomplete(&format!("Header '{name}' is not ASCII.")))
        })
        .transpose()
}

fn incomplete(message: &str) -> Refusal {
    Refusal::new(Kind::IncompleteSignature, Check::Signature, message)
}

fn mismatch(message: &str) -> Refusal {
    Refusal::new(Kind::SignatureMismatch, Check::Signature, message)
}
