//! The values of a condition, read as its operator takes them.

use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ipnet::IpNet;
use time::format_description::well_known::Iso8601;
use time::{OffsetDateTime, PrimitiveDateTime};

use super::context::Context;
use super::operator::{Operator, Test};
use super::pattern::{Compare, Pattern, Syntax};
use super::truth::Truth;
use crate::error::{ParseError, quote};

/// A value of the policy.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Value {
    text: String,
    read: Read,
}

#[derive(Debug, Clone, PartialEq)]
enum Read {
    Text(Pattern),
    Arn(Box<[Pattern; 6]>),
    Number(f64),
    Date(OffsetDateTime),
    Bool(bool),
    Binary(Vec<u8>),
    Network(IpNet),
}

impl Value {
    /// # Errors
    /// `iam.value`, `iam.variable`.
    pub(super) fn read(
        text: &str,
        operator: &Operator,
        variables: bool,
    ) -> Result<Self, ParseError> {
        let pattern = |wildcards| Pattern::read(text, Syntax { wildcards, variables });
        let read = match operator.test {
            Test::String | Test::StringIgnoreCase => Some(Read::Text(pattern(false)?)),
            Test::StringLike => Some(Read::Text(pattern(true)?)),
            Test::Arn => pattern(true)?.members().map(|members| Read::Arn(Box::new(members))),
            Test::Numeric(_) => number(text).map(Read::Number),
            Test::Date(_) => date(text).map(Read::Date),
            Test::Bool | Test::Null => boolean(text).map(Read::Bool),
            Test::Binary => STANDARD.decode(text).ok().map(Read::Binary),
            Test::IpAddress => network(text).map(Read::Network),
        };
        match read {
            Some(read) => Ok(Self { text: text.to_owned(), read }),
            None => Err(ParseError::quoting("iam.value", what(operator.test), text)),
        }
    }

    /// As it stands in the policy.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Of `Null`: whether the key shall be absent.
    pub(super) fn wants_absence(&self) -> bool {
        self.read == Read::Bool(true)
    }

    /// The first of its variables that has no value in the request.
    pub(super) fn unresolved(&self, context: &Context) -> Option<String> {
        match &self.read {
            Read::Text(pattern) => pattern.unresolved(context),
            Read::Arn(members) => members.iter().find_map(|member| member.unresolved(context)),
            _ => None,
        }
    }

    /// Whether the request's value `found` stands to it as `test` wants.
    pub(super) fn fits(&self, test: Test, found: &str, context: &Context) -> Truth {
        let odd = || Truth::Unknown(format!("it is {}, not {}", quote(found), what(test)));
        let typed = |fits: Option<bool>| fits.map_or_else(odd, Truth::from);
        match (&self.read, test) {
            (Read::Text(pattern), Test::StringIgnoreCase) => {
                pattern.matches(found, context, Compare::WithoutCase)
            }
            (Read::Text(pattern), _) => pattern.matches(found, context, Compare::Exactly),
            (Read::Arn(members), _) => {
                let found: Vec<&str> = found.splitn(6, ':').collect();
                if found.len() < 6 {
                    return odd();
                }
                Truth::all(
                    members
                        .iter()
                        .zip(found)
                        .map(|(member, text)| member.matches(text, context, Compare::Exactly)),
                )
            }
            (Read::Number(wanted), Test::Numeric(order)) => {
                typed(number(found).map(|found| order.holds(&found, wanted)))
            }
            (Read::Date(wanted), Test::Date(order)) => {
                typed(date(found).map(|found| order.holds(&found, wanted)))
            }
            (Read::Binary(wanted), _) => {
                typed(STANDARD.decode(found).ok().map(|found| found == *wanted))
            }
            (Read::Network(network), _) => {
                typed(found.parse().ok().map(|found: IpAddr| network.contains(&found)))
            }
            (Read::Bool(wanted), _) => typed(boolean(found).map(|found| found == *wanted)),
            (Read::Number(_) | Read::Date(_), _) => Truth::No,
        }
    }
}

/// What an operator takes, for errors.
fn what(test: Test) -> &'static str {
    match test {
        Test::String | Test::StringIgnoreCase | Test::StringLike => "a text",
        Test::Arn => "an ARN of six members, such as arn:aws:iam::111122223333:user/*",
        Test::Numeric(_) => "a number, such as 10 or 0.5",
        Test::Date(_) => "a date of ISO 8601, such as 2026-01-15T12:34:56Z, or seconds since 1970",
        Test::Bool | Test::Null => "true or false",
        Test::Binary => "base64",
        Test::IpAddress => "an address or a range of them, such as 203.0.113.0/24",
    }
}

/// Digits with a sign and a fraction: no exponent, no `inf`, no `NaN`.
fn number(text: &str) -> Option<f64> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b"+-.".contains(&b));
    text.parse().ok().filter(|number: &f64| plain && number.is_finite())
}

fn boolean(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

fn network(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse().ok().map(|address: IpAddr| IpNet::from(address)))
}

/// W3C's profile of ISO 8601, in which four digits are a year; or seconds since 1970.
fn date(text: &str) -> Option<OffsetDateTime> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.len() != 4 && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        return OffsetDateTime::from_unix_timestamp(text.parse().ok()?).ok();
    }
    if text.contains('T') {
        return OffsetDateTime::parse(text, &Iso8601::PARSING).ok();
    }
    let midnight = match text.len() {
        4 => format!("{text}-01-01T00:00:00"),
        7 => format!("{text}-01T00:00:00"),
        10 => format!("{text}T00:00:00"),
        _ => return None,
    };
    PrimitiveDateTime::parse(&midnight, &Iso8601::PARSING).ok().map(PrimitiveDateTime::assume_utc)
}
