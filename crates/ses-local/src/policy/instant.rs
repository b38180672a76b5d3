//! Times of date conditions: ISO 8601 as the W3C profiles it, or epoch seconds.
//!
//! # Source
//!
//! IAM User Guide, "Date condition operators"; W3C, "Date and Time Formats".

use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Nanoseconds since 1970 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Instant(i128);

impl Instant {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // Four digits are a year.
        if digits && text.len() != 4 {
            let seconds: i64 = text.parse().ok()?;
            return Some(Self(i128::from(seconds) * 1_000_000_000));
        }
        let at = OffsetDateTime::parse(&completed(text), &Rfc3339).ok()?;
        Some(Self(at.unix_timestamp_nanos()))
    }
}

/// The parts that the profile lets one leave out.
fn completed(text: &str) -> String {
    match text.len() {
        4 => format!("{text}-01-01T00:00:00Z"),
        7 => format!("{text}-01T00:00:00Z"),
        10 => format!("{text}T00:00:00Z"),
        _ => match (text.get(..16), text.get(16..)) {
            // Without seconds.
            (Some(minutes), Some(zone)) if zone.starts_with(['Z', '+', '-']) => {
                format!("{minutes}:00{zone}")
            }
            _ => text.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::Instant;

    #[test]
    fn the_same_instant_in_every_form() {
        let expected = Instant::parse("1767225600").unwrap();
        for text in [
            "2026",
            "2026-01",
            "2026-01-01",
            "2026-01-01T00:00Z",
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:00:00.000Z",
            "2026-01-01T01:30:00+01:30",
            "2025-12-31T19:00-05:00",
        ] {
            assert_eq!(Instant::parse(text), Some(expected), "{text}");
        }
        assert!(Instant::parse("2026-01-01T00:00:00.001Z").unwrap() > expected);
    }

    #[test]
    fn anything_else_is_no_time() {
        for text in ["", "soon", "2026-13", "2026-01-01T00:00:00", "2026-02-30", "-1", "1.5"] {
            assert!(Instant::parse(text).is_none(), "{text}");
        }
    }
}
