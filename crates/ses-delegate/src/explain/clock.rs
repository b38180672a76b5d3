//! Clocks that differ, and the one correction that is worth a try.

use serde::Serialize;
use time::format_description::well_known::Rfc2822;
use time::{Date, Month, OffsetDateTime, Time};

use crate::operation::Response;
use crate::stamp::UnixTime;

/// AWS takes signatures within five minutes of its clock; one of them is for
/// the way there.
const TOLERATED: u64 = 4 * 60;

/// How far the server's clock is ahead of ours, in seconds; negative if behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClockSkew {
    seconds: i64,
}

impl ClockSkew {
    /// From what both clocks showed at one moment.
    pub fn between(ours: UnixTime, servers: UnixTime) -> Self {
        Self { seconds: servers.seconds() - ours.seconds() }
    }

    /// From AWS's text, such as `Signature expired: 20260115T120000Z is now earlier
    /// than 20260115T122956Z (20260115T123456Z - 5 min.)`: the time in brackets is
    /// the server's, the first one that of the signature.
    ///
    /// So a long upload counts as skew; where our clock at the time of the answer
    /// is known, [`ClockSkew::between`] it and [`ClockSkew::server_time_of`] the
    /// text is exact.
    pub fn of_text(message: &str) -> Option<Self> {
        let at =
            message.find("Signature expired: ").or(message.find("Signature not yet current: "))?;
        let signed = first_time(&message[at..])?;
        Some(Self::between(signed, Self::server_time_of(message)?))
    }

    /// The server's clock, as that text tells it.
    pub fn server_time_of(message: &str) -> Option<UnixTime> {
        let at =
            message.find("Signature expired: ").or(message.find("Signature not yet current: "))?;
        let (_, bracketed) = message[at..].split_once('(')?;
        first_time(bracketed)
    }

    /// In seconds.
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// Whether AWS would refuse a signature that is so far off.
    pub fn matters(self) -> bool {
        self.seconds.unsigned_abs() >= TOLERATED
    }
}

/// When a request is signed: by our clock, or once by the server's.
///
/// Neither `Clone` nor `Copy`: a corrected time cannot be corrected again, so a
/// loop over [`SigningTime::corrected`] ends after one turn.
#[derive(Debug, PartialEq, Eq)]
pub struct SigningTime {
    at: UnixTime,
    is_corrected: bool,
}

impl SigningTime {
    /// By our clock.
    pub fn new(now: UnixTime) -> Self {
        Self { at: now, is_corrected: false }
    }

    /// The moment to sign with.
    pub fn at(&self) -> UnixTime {
        self.at
    }

    /// Whether it is the server's clock's already.
    pub fn is_corrected(&self) -> bool {
        self.is_corrected
    }

    /// The moment for the second and last attempt, `now` by our clock; none if
    /// this one was corrected already, if `skew` is too small to be the cause, or
    /// if it leads out of the years 1970 to 9999.
    pub fn corrected(self, skew: ClockSkew, now: UnixTime) -> Option<Self> {
        if self.is_corrected || !skew.matters() {
            return None;
        }
        let at = UnixTime::from_seconds(now.seconds().checked_add(skew.seconds())?).ok()?;
        Some(Self { at, is_corrected: true })
    }
}

/// The `Date` header of an answer; none if the browser does not show it.
///
/// # Source
/// RFC 9110 section 6.6.1.
pub fn server_time(response: &Response<'_>) -> Option<UnixTime> {
    let time = OffsetDateTime::parse(response.header("Date")?.trim(), &Rfc2822).ok()?;
    UnixTime::from_seconds(time.unix_timestamp()).ok()
}

/// The first `YYYYMMDDTHHMMSSZ` in `text`.
fn first_time(text: &str) -> Option<UnixTime> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).find_map(time_of)
}

fn time_of(word: &str) -> Option<UnixTime> {
    let (day, rest) = word.split_once('T')?;
    let clock = rest.strip_suffix('Z')?;
    if day.len() != 8 || clock.len() != 6 {
        return None;
    }
    let number = |text: &str| text.parse::<u8>().ok();
    let month = Month::try_from(number(&day[4..6])?).ok()?;
    let date = Date::from_calendar_date(day[..4].parse().ok()?, month, number(&day[6..])?).ok()?;
    let time =
        Time::from_hms(number(&clock[..2])?, number(&clock[2..4])?, number(&clock[4..])?).ok()?;
    UnixTime::from_seconds(OffsetDateTime::new_utc(date, time).unix_timestamp()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> UnixTime {
        UnixTime::from_seconds(1_768_480_496 + seconds).unwrap()
    }

    #[test]
    fn both_texts_tell_the_skew() {
        for (text, seconds) in [
            (
                "Signature expired: 20260115T122956Z is now earlier than 20260115T123456Z (20260115T123956Z - 5 min.)",
                Some(600),
            ),
            (
                "Signature not yet current: 20170731T092200Z is still later than 20170731T092115Z (20170731T091615Z + 5 min.)",
                Some(-345),
            ),
            (
                "Signature not yet current: 20190305T002809Z is still later than 20190304T214315Z (20190304T212815Z + 15 min.)",
                Some(-10794),
            ),
            ("Signature expired: 20260115T122956Z is now earlier than 20260115T123456Z", None),
            ("Signature expired: 20260115T122956Z (20261315T123956Z - 5 min.)", None),
            ("Signature expired", None),
            ("20260115T122956Z (20260115T123956Z - 5 min.)", None),
        ] {
            assert_eq!(ClockSkew::of_text(text).map(ClockSkew::seconds), seconds, "{text}");
        }
    }

    #[test]
    fn a_date_header_tells_the_servers_time() {
        let of = |date: &str| {
            let headers = [("date".to_owned(), date.to_owned())];
            server_time(&Response { status: 403, headers: &headers, body: b"" })
        };
        assert_eq!(of("Thu, 15 Jan 2026 12:34:56 GMT"), Some(at(0)));
        assert_eq!(of("Thu, 15 Jan 2026 12:44:56 +0000"), Some(at(600)));
        assert_eq!(of("yesterday"), None);
        assert_eq!(server_time(&Response { status: 403, headers: &[], body: b"" }), None);
    }

    #[test]
    fn a_clock_is_corrected_once_and_only_if_it_is_wrong() {
        let skew = ClockSkew::between(at(0), at(600));
        let second = SigningTime::new(at(0)).corrected(skew, at(5)).unwrap();
        assert_eq!((second.at(), second.is_corrected()), (at(605), true));
        assert_eq!(second.corrected(skew, at(10)), None);
        let small = ClockSkew::between(at(0), at(239));
        assert_eq!(SigningTime::new(at(0)).corrected(small, at(5)), None);
        let far = ClockSkew { seconds: i64::MAX };
        assert_eq!(SigningTime::new(at(0)).corrected(far, at(5)), None);
    }
}
