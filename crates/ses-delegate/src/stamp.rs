//! Time and chance, given from outside so that output is reproducible.

use time::OffsetDateTime;

use crate::error::ParseError;

/// Seconds since 1970-01-01T00:00:00Z, within the years 1970 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime(OffsetDateTime);

impl UnixTime {
    /// # Errors
    /// `time.range` before 1970 or after 9999.
    pub fn from_seconds(seconds: i64) -> Result<Self, ParseError> {
        let time = OffsetDateTime::from_unix_timestamp(seconds).ok();
        time.filter(|time| (1970..=9999).contains(&time.year())).map(Self).ok_or_else(|| {
            ParseError::new(
                "time.range",
                "seconds since 1970, up to the year 9999",
                seconds.to_string(),
            )
        })
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn seconds(self) -> i64 {
        self.0.unix_timestamp()
    }

    /// `YYYYMMDD`, the day in a credential scope.
    pub(crate) fn day(self) -> String {
        let date = self.0.date();
        format!("{:04}{:02}{:02}", date.year(), u8::from(date.month()), date.day())
    }

    /// `YYYYMMDDTHHMMSSZ`, the `X-Amz-Date` header.
    pub(crate) fn amz_date(self) -> String {
        let (hour, minute, second) = self.0.to_hms();
        format!("{}T{hour:02}{minute:02}{second:02}Z", self.day())
    }
}

/// Everything about a message that would otherwise come from a clock or from chance.
///
/// `Date`, `Message-ID` and every MIME boundary derive from it: equal drafts
/// and stamps give equal bytes. Take `nonce` from a cryptographic random
/// source, and a new one for each message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// When the message is written and, unless told otherwise, signed.
    pub at: UnixTime,
    /// Makes `Message-ID` and boundaries unique.
    pub nonce: [u8; 16],
}

impl Stamp {
    /// `<time>.<first half of the nonce>@<domain>`, without brackets. SES replaces it with its own.
    pub(crate) fn message_id(&self, domain: &str) -> String {
        format!("{:x}.{}@{domain}", self.at.seconds(), hex(&self.nonce[..8]))
    }

    /// From the other half of the nonce, so that nobody who knows the
    /// `Message-ID` can guess it; `=_` cannot occur in quoted-printable or
    /// base64 bodies at all (RFC 2045 section 6.7).
    pub(crate) fn boundary(&self, part: &str) -> String {
        format!("=_{part}_{}", hex(&self.nonce[8..]))
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let mut hex = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        hex.push(DIGITS[usize::from(byte >> 4)]);
        hex.push(DIGITS[usize::from(byte & 15)]);
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_aws_writes_them() {
        let time = UnixTime::from_seconds(1_768_480_496).unwrap();
        assert_eq!(time.amz_date(), "20260115T123456Z");
        assert_eq!(time.day(), "20260115");
        assert_eq!(UnixTime::from_seconds(-1).unwrap_err().code(), "time.range");
        assert_eq!(UnixTime::from_seconds(i64::MAX).unwrap_err().code(), "time.range");
    }
}
