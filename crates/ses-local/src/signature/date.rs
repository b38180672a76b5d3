//! The time a request claims to be signed at.

use std::time::SystemTime;

use time::{OffsetDateTime, format_description::well_known::Rfc2822};

use super::{Received, claim::Claim, incomplete, single};
use crate::{
    clock::{amz_date, parse_amz_date},
    refusal::{Check, Kind, Refusal},
};

/// When, and in which words: these stand in the string to sign.
pub(super) struct RequestDate {
    /// `20260115T123456Z`, whatever form it came in.
    pub(super) text: String,
    pub(super) at: SystemTime,
}

impl RequestDate {
    /// `X-Amz-Date`, of the query or the headers, else the `Date` header.
    pub(super) fn of(claim: &Claim, request: Received<'_>) -> Result<Self, Refusal> {
        if let Some(presigned) = &claim.presigned {
            return Self::basic(&presigned.date);
        }
        if let Some(value) = single(request.headers, "x-amz-date")? {
            return Self::basic(value);
        }
        let Some(value) = single(request.headers, "date")? else {
            let message = "Either Date or x-amz-date header must be specified in the request";
            return Err(Refusal::new(Kind::MissingDate, Check::Signature, message));
        };
        // Clients write the zone as GMT, +0000 or -0000.
        if let Ok(date) = OffsetDateTime::parse(value, &Rfc2822) {
            let at = date.into();
            return Ok(Self { text: amz_date(at), at });
        }
        Self::basic(value)
    }

    fn basic(value: &str) -> Result<Self, Refusal> {
        let at = parse_amz_date(value).ok_or_else(|| {
            incomplete(&format!(
                "Date must be in ISO-8601 'basic format'. Got '{value}'. See http://en.wikipedia.org/wiki/ISO_8601"
            ))
        })?;
        Ok(Self { text: value.to_owned(), at })
    }

    /// `20260115`.
    pub(super) fn day(&self) -> &str {
        &self.text[..8]
    }
}
