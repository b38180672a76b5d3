//! When credentials end, as tools write it.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::stamp::UnixTime;

/// When pasted credentials end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedExpiration {
    /// The moment.
    pub at: UnixTime,
    /// The moment as it was written.
    pub text: String,
}

/// A moment as RFC 3339 has it, also with a blank for the `T` or a plain
/// `+0000`, or as seconds or milliseconds since 1970.
pub(super) fn read(text: &str) -> Option<PastedExpiration> {
    let text = text.trim();
    // Nothing else is copied: it may be a secret in the wrong place.
    if !text.bytes().all(|b| b.is_ascii_digit() || b"-:.+ TZtzUCGM".contains(&b)) {
        return None;
    }
    let seconds = match text.len() {
        10 | 13 if text.bytes().all(|b| b.is_ascii_digit()) => text[..10].parse().ok()?,
        20..=40 => moment(text)?.unix_timestamp(),
        _ => return None,
    };
    let at = UnixTime::from_seconds(seconds).ok()?;
    Some(PastedExpiration { at, text: text.to_owned() })
}

fn moment(text: &str) -> Option<OffsetDateTime> {
    let (date, rest) = (text.get(..10)?, text.get(10..)?);
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    // Go writes `2026-01-15 12:34:56 +0000 UTC`.
    let is_utc = |end: &&str| rest.ends_with(end);
    let utc = [" UTC", " GMT", "UTC"].into_iter().find(is_utc);
    let rest = utc.and_then(|end| rest.strip_suffix(end)).unwrap_or(rest).trim_end();
    let at = rest.find(['+', '-', 'Z', 'z', ' ']).unwrap_or(rest.len());
    let (clock, offset) = (&rest[..at], rest[at..].trim());
    let offset = match offset.as_bytes() {
        [] if utc.is_some() => "Z".to_owned(),
        [b'+' | b'-', h, m, _, _] if h.is_ascii_digit() && m.is_ascii_digit() => {
            format!("{}:{}", &offset[..3], offset.get(3..)?)
        }
        _ => offset.to_ascii_uppercase(),
    };
    OffsetDateTime::parse(&format!("{date}T{clock}{offset}"), &Rfc3339).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_in_every_spelling() {
        for text in [
            "2026-01-15T12:34:56Z",
            "2026-01-15T12:34:56.789Z",
            "2026-01-15T12:34:56+00:00",
            "2026-01-15T14:34:56+02:00",
            "2026-01-15T07:34:56-05:00",
            "2026-01-15T14:34:56+0200",
            "2026-01-15 12:34:56+00:00",
            "2026-01-15 12:34:56 +0000 UTC",
            "2026-01-15 12:34:56 UTC",
            "2026-01-15T12:34:56UTC",
            "1768480496",
            "1768480496000",
        ] {
            let seconds = read(text).map(|end| end.at.seconds());
            assert_eq!(seconds, Some(1_768_480_496), "{text}");
        }
        // Without an offset nobody knows the moment.
        for text in ["", "soon", "2026-01-15", "2026-01-15T12:34:56", "2026-13-15T12:34:56Z", "12"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
