//! Invitations: iCalendar objects that a reader's calendar takes up.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use crate::error::ParseError;
use crate::header::HeaderText;

/// What a calendar object asks for (RFC 5546 section 1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarMethod {
    /// Take notice.
    Publish,
    /// Come, please.
    Request,
    /// Whether one comes.
    Reply,
    /// Further dates.
    Add,
    /// It does not take place.
    Cancel,
    /// Send it again.
    Refresh,
    /// Another time would be better.
    Counter,
    /// It would not.
    DeclineCounter,
}

impl CalendarMethod {
    /// Every method.
    pub const ALL: [Self; 8] = [
        Self::Publish,
        Self::Request,
        Self::Reply,
        Self::Add,
        Self::Cancel,
        Self::Refresh,
        Self::Counter,
        Self::DeclineCounter,
    ];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Reply => "REPLY",
            Self::Add => "ADD",
            Self::Cancel => "CANCEL",
            Self::Refresh => "REFRESH",
            Self::Counter => "COUNTER",
            Self::DeclineCounter => "DECLINECOUNTER",
        }
    }
}

impl FromStr for CalendarMethod {
    type Err = ParseError;

    /// In any case, as RFC 5545 section 1.3 wants it.
    ///
    /// # Errors
    /// `calendar.method`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::ALL.into_iter().find(|method| method.as_str().eq_ignore_ascii_case(text)).ok_or_else(
            || {
                let names: Vec<_> = Self::ALL.into_iter().map(Self::as_str).collect();
                let expected = format!("one of {}", names.join(", "));
                ParseError::quoting("calendar.method", expected, text)
            },
        )
    }
}

impl fmt::Display for CalendarMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An invitation: the last alternative of a message, and perhaps a file as well.
///
/// # Source
/// RFC 6047 section 2.4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation<'a> {
    method: CalendarMethod,
    file_name: Option<HeaderText>,
    content: Cow<'a, str>,
}

impl<'a> Invitation<'a> {
    /// `content` is one iCalendar object (RFC 5545) whose METHOD is `method`;
    /// under `file_name` it travels as a file too, for readers without a calendar.
    ///
    /// # Errors
    /// `calendar.content` unless it is a VCALENDAR, `calendar.content_method`
    /// if its METHOD is absent or another.
    pub fn new(
        method: CalendarMethod,
        file_name: Option<HeaderText>,
        content: impl Into<Cow<'a, str>>,
    ) -> Result<Self, ParseError> {
        let content = content.into();
        let unfolded = content.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
        let mut lines = unfolded.trim().lines();
        let (first, last) = (lines.next().unwrap_or_default(), lines.next_back());
        let is = |line: &str, text: &str| line.trim().eq_ignore_ascii_case(text);
        if !is(first, "BEGIN:VCALENDAR") || !last.is_some_and(|line| is(line, "END:VCALENDAR")) {
            return Err(ParseError::quoting(
                "calendar.content",
                "an iCalendar object from BEGIN:VCALENDAR to END:VCALENDAR",
                content.trim(),
            )
            .at("content"));
        }
        let methods: Vec<&str> = lines
            .filter_map(|line| line.split_once(':'))
            .filter(|(name, _)| name.split(';').next().is_some_and(|name| is(name, "METHOD")))
            .map(|(_, value)| value.trim())
            .collect();
        if !matches!(methods[..], [found] if is(found, method.as_str())) {
            return Err(ParseError::quoting(
                "calendar.content_method",
                format!("the line METHOD:{method} once in the object, as the method says"),
                &methods.join(", "),
            )
            .at("content"));
        }
        Ok(Self { method, file_name, content })
    }

    /// What it asks for.
    pub fn method(&self) -> CalendarMethod {
        self.method
    }

    /// What the file is called, if it is to be one.
    pub fn file_name(&self) -> Option<&HeaderText> {
        self.file_name.as_ref()
    }

    /// The object, as given.
    pub fn content(&self) -> &str {
        &self.content
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(lines: &str) -> String {
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{lines}\r\nEND:VCALENDAR\r\n")
    }

    #[test]
    fn the_method_is_said_twice_and_alike() {
        let made = |content: &str| {
            let method = "request".parse().unwrap();
            Invitation::new(method, None, content.to_owned()).map_err(|e| e.code().to_owned())
        };
        assert!(made(&object("METHOD:REQUEST")).is_ok());
        assert!(made(&object("METHOD:REQUEST").replace("\r\n", "\n")).is_ok());
        assert!(made(&object("Method;X-A=b:re\r\n quest\r\nBEGIN:VEVENT\r\nEND:VEVENT")).is_ok());
        for lines in
            ["", "METHOD:CANCEL", "METHOD:", "METHOD:REQUEST\r\nMETHOD:REQUEST", "X:METHOD:REQUEST"]
        {
            assert_eq!(made(&object(lines)).unwrap_err(), "calendar.content_method", "{lines}");
        }
        for content in ["", "METHOD:REQUEST", "BEGIN:VCALENDAR\r\nMETHOD:REQUEST"] {
            assert_eq!(made(content).unwrap_err(), "calendar.content", "{content}");
        }
        assert_eq!("INVITE".parse::<CalendarMethod>().unwrap_err().code(), "calendar.method");
    }
}
