//! Time, as the server sees it.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Where the server reads the time: the system, or whatever a test says.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> SystemTime + Send + Sync>);

impl Clock {
    pub fn system() -> Self {
        Self(Arc::new(SystemTime::now))
    }

    /// A clock that reads whatever `now` returns.
    pub fn new(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    pub fn now(&self) -> SystemTime {
        (self.0)()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// `2026-01-15T12:34:56Z`, whole seconds.
pub fn rfc3339(at: SystemTime) -> String {
    let at = utc(at).replace_nanosecond(0).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    at.format(&Rfc3339).unwrap_or_default()
}

/// `20260115T123456Z`, the form of `x-amz-date`.
pub(crate) fn amz_date(at: SystemTime) -> String {
    let at = utc(at);
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        at.year(),
        u8::from(at.month()),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    )
}

/// Reads `20260115T123456Z` and nothing else.
pub(crate) fn parse_amz_date(text: &str) -> Option<SystemTime> {
    let bytes = text.as_bytes();
    if bytes.len() != 16 || bytes[8] != b'T' || bytes[15] != b'Z' {
        return None;
    }
    let number = |range: std::ops::Range<usize>| -> Option<u16> {
        let digits = bytes.get(range)?;
        digits.iter().all(u8::is_ascii_digit).then_some(())?;
        std::str::from_utf8(digits).ok()?.parse().ok()
    };
    let small = |range| number(range).and_then(|n| u8::try_from(n).ok());
    let month = time::Month::try_from(small(4..6)?).ok()?;
    let date =
        time::Date::from_calendar_date(i32::from(number(0..4)?), month, small(6..8)?).ok()?;
    let time = time::Time::from_hms(small(9..11)?, small(11..13)?, small(13..15)?).ok()?;
    Some(OffsetDateTime::new_utc(date, time).into())
}

/// The `Date` header of a message: `Thu, 15 Jan 2026 12:34:56 +0000`.
pub(crate) fn message_date(at: SystemTime) -> String {
    // The HTTP form differs from RFC 5322's only in the zone's name.
    httpdate::fmt_http_date(clamp(at)).replace("GMT", "+0000")
}

/// The `Date` header of a response.
pub(crate) fn http_date(at: SystemTime) -> String {
    httpdate::fmt_http_date(clamp(at))
}

pub(crate) fn unix_millis(at: SystemTime) -> u64 {
    let since = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

fn utc(at: SystemTime) -> OffsetDateTime {
    clamp(at).into()
}

/// Years 1970 to 9999: outside them the formats above do not exist.
fn clamp(at: SystemTime) -> SystemTime {
    let last = UNIX_EPOCH + Duration::from_secs(253_402_300_799);
    at.clamp(UNIX_EPOCH, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_in_every_form() {
        let at = parse_amz_date("20260115T123456Z").unwrap();
        assert_eq!(amz_date(at), "20260115T123456Z");
        assert_eq!(rfc3339(at), "2026-01-15T12:34:56Z");
        assert_eq!(message_date(at), "Thu, 15 Jan 2026 12:34:56 +0000");
        assert_eq!(unix_millis(at), 1_768_480_496_000);
    }

    #[test]
    fn only_the_exact_form_is_a_date() {
        for text in [
            "",
            "20260115T123456",
            "20260115T123456z",
            "2026-01-15T12:34Z",
            "20261315T123456Z",
            "20260115T246060Z",
            "+0260115T123456Z",
            "2026011５T1234Z",
        ] {
            assert_eq!(parse_amz_date(text), None, "{text}");
        }
    }

    #[test]
    fn absurd_times_do_not_panic() {
        let far = UNIX_EPOCH + Duration::from_secs(1 << 60);
        assert_eq!(amz_date(far), "99991231T235959Z");
        assert_eq!(http_date(far), "Fri, 31 Dec 9999 23:59:59 GMT");
    }
}
