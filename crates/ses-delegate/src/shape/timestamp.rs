//! Moments, as AWS writes them.

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A moment to the millisecond, in the years 1970 to 9999.
///
/// Read from ISO 8601 (Query protocol) or seconds since 1970 with a fraction
/// (JSON protocol), written as ISO 8601 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    milliseconds: i64,
}

/// The last millisecond of the year 9999.
const MAX: i64 = 253_402_300_799_999;

impl Timestamp {
    /// The moment `milliseconds` after 1970-01-01T00:00:00Z; none beyond the year 9999 or before 1970.
    pub fn from_milliseconds(milliseconds: i64) -> Option<Self> {
        (0..=MAX).contains(&milliseconds).then_some(Self { milliseconds })
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn milliseconds(self) -> i64 {
        self.milliseconds
    }
}

impl fmt::Display for Timestamp {
    /// `2026-01-15T12:34:56Z`, with three digits of a fraction if there is one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = OffsetDateTime::from_unix_timestamp(self.milliseconds / 1000);
        let whole = whole.map_err(|_| fmt::Error)?;
        let (date, (hour, minute, second)) = (whole.date(), whole.to_hms());
        write!(
            f,
            "{:04}-{:02}-{:02}T{hour:02}:{minute:02}:{second:02}",
            date.year(),
            u8::from(date.month()),
            date.day()
        )?;
        match self.milliseconds % 1000 {
            0 => f.write_str("Z"),
            fraction => write!(f, ".{fraction:03}Z"),
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(TimestampVisitor)
    }
}

struct TimestampVisitor;

impl Visitor<'_> for TimestampVisitor {
    type Value = Timestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a moment from 1970 to 9999, in ISO 8601 or in seconds since 1970")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Timestamp, E> {
        let wrong = || E::invalid_value(serde::de::Unexpected::Str(text), &self);
        let time = OffsetDateTime::parse(text.trim(), &Rfc3339).map_err(|_| wrong())?;
        let milliseconds = time.unix_timestamp_nanos() / 1_000_000;
        i64::try_from(milliseconds).ok().and_then(Timestamp::from_milliseconds).ok_or_else(wrong)
    }

    fn visit_f64<E: Error>(self, seconds: f64) -> Result<Timestamp, E> {
        let milliseconds = (seconds * 1000.0).round();
        // Beyond 2^53, and for NaN, the cast gives what the range refuses or 0.
        #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, range checked")]
        let whole = milliseconds.is_finite().then_some(milliseconds as i64);
        whole
            .and_then(Timestamp::from_milliseconds)
            .ok_or_else(|| E::invalid_value(serde::de::Unexpected::Float(seconds), &self))
    }

    fn visit_u64<E: Error>(self, seconds: u64) -> Result<Timestamp, E> {
        i64::try_from(seconds)
            .ok()
            .and_then(|seconds| Timestamp::from_milliseconds(seconds.checked_mul(1000)?))
            .ok_or_else(|| E::invalid_value(serde::de::Unexpected::Unsigned(seconds), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_in_every_spelling() {
        for json in [
            "\"2026-01-15T12:34:56Z\"",
            "\"2026-01-15T12:34:56.000Z\"",
            "\"2026-01-15T13:34:56+01:00\"",
            "1768480496",
            "1768480496.0",
        ] {
            let time: Timestamp = serde_json::from_str(json).unwrap();
            assert_eq!(time.to_string(), "2026-01-15T12:34:56Z", "{json}");
        }
        let time: Timestamp = serde_json::from_str("1768480496.25").unwrap();
        assert_eq!(serde_json::to_string(&time).unwrap(), "\"2026-01-15T12:34:56.250Z\"");
        for json in ["\"now\"", "-1", "1e300", "99999999999999", "null", "\"2026-01-15\""] {
            assert!(serde_json::from_str::<Timestamp>(json).is_err(), "{json}");
        }
    }
}
