//! Signature Version 4, judged with AWS's own crate.
//!
//! The request is brought into canonical form as received, over the headers the
//! client says it signed; AWS's crate signs that with the secret this server
//! knows; the two signatures must be equal. Nothing here shares code with the
//! signer under test.
//!
//! The body is always hashed here: `x-amz-content-sha256` is one more header,
//! and `UNSIGNED-PAYLOAD` is no hash of a body, so a client that signs it is
//! refused. Whether SES takes a signature in the query at all, and what it makes
//! of `X-Amz-Expires`, is not known: it is taken as documented in general. STS
//! ignores `X-Amz-Expires` and gives fifteen minutes (aws/aws-sdk-go#2167).
//! SES's documentation also lists `RequestExpired` for a date that is off by
//! more than fifteen minutes; what senders report is `SignatureDoesNotMatch`.
//!
//! # Source
//!
//! IAM User Guide, "Create a signed AWS API request" and "Troubleshoot Signature
//! Version 4 signing for AWS API requests" (texts). The canonical string in the
//! answer: aws/aws-sdk-js#1443 and cachethq/cachet#2422, quoting SES.

mod canonical;
mod claim;
mod date;
mod old_scheme;
#[cfg(test)]
mod tests;

use std::time::{Duration, SystemTime};

use aws_sigv4::sign::v4::{calculate_signature, generate_signing_key};
use axum::http::HeaderMap;
use subtle::ConstantTimeEq;

use self::{
    canonical::{Canonical, NoSuchHeader},
    claim::Claim,
    date::RequestDate,
};
use crate::{
    clock::{amz_date, parse_amz_date},
    identity::is_region,
    refusal::{Check, Kind, Refusal},
    world::Key,
};

const MINUTE: Duration = Duration::from_mins(1);

/// The service a request is for, as its credential scope must name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    Ses,
    Sts,
}

impl Service {
    fn name(self) -> &'static str {
        match self {
            Self::Ses => "ses",
            Self::Sts => "sts",
        }
    }

    /// How far the signer's clock may be off, as senders report it.
    fn skew(self) -> Duration {
        match self {
            Self::Ses => 5 * MINUTE,
            Self::Sts => 15 * MINUTE,
        }
    }
}

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
pub(crate) struct Authenticated {
    pub key: Key,
    /// The Region of the credential scope: the one this server plays.
    pub region: String,
}

/// Checks the signature of `request`, made for `service` at about `now`, with
/// the key that `keys` finds by its id: of the world, or issued since.
pub(crate) fn authenticate(
    request: Received<'_>,
    service: Service,
    now: SystemTime,
    keys: &dyn Fn(&str) -> Option<Key>,
) -> Result<Authenticated, Refusal> {
    let parameters = query_parameters(request.target);
    let claim = Claim::of(request, &parameters)?;
    // RFC 9112 3.2: a request has one host. Two readers may take two of them.
    single(request.headers, "host")?;
    let date = RequestDate::of(&claim, request)?;
    check_signed_headers(&claim, request.headers)?;
    check_scope(&claim, &date, service.name(), request.headers)?;
    check_clock(&claim, &date, service, now)?;
    let key = find_key(keys, &claim, request.headers, now)?;
    check_signature(request, &claim, &date, &key, true)?;
    Ok(Authenticated { key, region: claim.region })
}

fn query_parameters(target: &str) -> Vec<(String, String)> {
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    canonical::parameters(query).map(|(name, value)| (text(name), text(value))).collect()
}

fn check_signed_headers(claim: &Claim, headers: &HeaderMap) -> Result<(), Refusal> {
    let mut missing = Vec::new();
    if !claim.signs("host") {
        missing.push("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
    // A `Date` header enters the string to sign by itself, as does the query.
    if headers.contains_key("x-amz-date") && !claim.signs("x-amz-date") {
        missing.push("'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization.");
    }
    if headers.contains_key("x-amz-security-token") && !claim.signs("x-amz-security-token") {
        missing.push("'X-Amz-Security-Token' must be a 'SignedHeader' in the AWS Authorization.");
    }
    if missing.is_empty() { Ok(()) } else { Err(mismatch(&missing.join(" "))) }
}

fn check_scope(
    claim: &Claim,
    date: &RequestDate,
    service: &str,
    headers: &HeaderMap,
) -> Result<(), Refusal> {
    let mut wrong = Vec::new();
    let endpoint = headers.get("host").and_then(|host| endpoint_region(host.to_str().ok()?));
    if !is_region(&claim.region) || endpoint.is_some_and(|region| region != claim.region) {
        wrong.push(format!(
            "Credential should be scoped to a valid region, not '{}'.",
            claim.region
        ));
    }
    if claim.service != service {
        wrong.push(format!("Credential should be scoped to correct service: '{service}'."));
    }
    if claim.terminator != "aws4_request" {
        wrong.push(format!(
            "Credential should be scoped with a valid terminator: 'aws4_request', not '{}'.",
            claim.terminator
        ));
    }
    if date.day() != claim.date {
        wrong.push(format!(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: \
             '{}' != '{}', from '{}'.",
            claim.date,
            date.day(),
            date.text
        ));
    }
    if wrong.is_empty() { Ok(()) } else { Err(mismatch(&wrong.join(" "))) }
}

/// The Region that a host like `email.eu-west-1.amazonaws.com` names. Any other
/// host leaves the choice to the credential scope.
fn endpoint_region(host: &str) -> Option<&str> {
    let mut labels = host.split('.');
    let first = labels.next()?;
    let region = labels.next()?;
    let known = ["email", "email-fips", "sts", "sts-fips"].contains(&first);
    (known && is_region(region)).then_some(region)
}

fn check_clock(
    claim: &Claim,
    date: &RequestDate,
    service: Service,
    now: SystemTime,
) -> Result<(), Refusal> {
    let skew = service.skew();
    let expires = claim.presigned.as_ref().and_then(|presigned| presigned.expires);
    let lasts = match (service, expires) {
        (Service::Ses, Some(seconds)) => Duration::from_secs(seconds.into()),
        _ => skew,
    };
    // In whole seconds, as dates are written: one that is told to be earlier is.
    let here = amz_date(now);
    let now = parse_amz_date(&here).unwrap_or(now);
    let earliest = now.checked_sub(lasts).unwrap_or(SystemTime::UNIX_EPOCH);
    let latest = now + skew;
    let text = &date.text;
    if date.at < earliest {
        let limit = amz_date(earliest);
        return Err(mismatch(&format!(
            "Signature expired: {text} is now earlier than {limit} ({here} - {}.)",
            span(lasts)
        )));
    }
    if date.at > latest {
        let limit = amz_date(latest);
        return Err(mismatch(&format!(
            "Signature not yet current: {text} is still later than {limit} ({here} + {}.)",
            span(skew)
        )));
    }
    Ok(())
}

fn span(duration: Duration) -> String {
    match duration.as_secs() {
        seconds if seconds % 60 == 0 => format!("{} min", seconds / 60),
        seconds => format!("{seconds} sec"),
    }
}

fn find_key(
    keys: &dyn Fn(&str) -> Option<Key>,
    claim: &Claim,
    headers: &HeaderMap,
    now: SystemTime,
) -> Result<Key, Refusal> {
    let invalid = |note: &str| {
        Refusal::new(
            Kind::InvalidToken,
            Check::Credentials,
            "The security token included in the request is invalid.",
        )
        .note(note)
    };
    let key = keys(&claim.access_key_id)
        .ok_or_else(|| invalid("The access key id is not known here."))?;
    let in_query = claim.presigned.as_ref().and_then(|presigned| presigned.token.as_ref());
    let given = match in_query {
        Some(token) => Some(token.reveal()),
        None => single(headers, "x-amz-security-token")?,
    };
    match (&key.session_token, given) {
        (Some(_), None) => {
            return Err(invalid("The key is temporary, but there is no session token."));
        }
        (None, Some(_)) => {
            return Err(invalid("The key is not temporary, but there is a session token."));
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

/// Compares the signature with that of `key`. SES brings the path into normal
/// form; some services do not.
fn check_signature(
    request: Received<'_>,
    claim: &Claim,
    date: &RequestDate,
    key: &Key,
    normalize: bool,
) -> Result<(), Refusal> {
    let canonical = Canonical::new(request, &claim.signed_headers, normalize).map_err(
        |NoSuchHeader(name)| {
            mismatch(&format!("Header '{name}' is a 'SignedHeader', but is not in the request."))
        },
    )?;
    let string_to_sign = format!(
        "AWS4-HMAC-SHA256\n{}\n{}/{}/{}/aws4_request\n{}",
        date.text,
        date.day(),
        claim.region,
        claim.service,
        canonical.hash()
    );
    let secret = key.secret_access_key.reveal();
    let signing_key = generate_signing_key(secret, date.at, &claim.region, &claim.service);
    let expected = calculate_signature(signing_key, string_to_sign.as_bytes());
    if expected.as_bytes().ct_eq(claim.signature.as_bytes()).into() {
        return Ok(());
    }
    Err(mismatch(&format!(
        "The request signature we calculated does not match the signature you provided. Check your \
         AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n\
         The Canonical String for this request should have been\n'{}'\n\n\
         The String-to-Sign should have been\n'{string_to_sign}'\n",
        canonical.shown()
    )))
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
