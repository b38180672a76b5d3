//! Headers of one's own in v2's `Simple` and `Template` content.

use serde::{Deserialize, Deserializer, Serialize};

use crate::error::ParseError;
use crate::input::refused;

/// `MessageHeader`: printable ASCII, so that no value begins another header.
/// The name has 1 to 126 characters, the value 1 to 995, both 996 at most.
///
/// # Source
/// SES API v2 reference, `MessageHeader`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct MessageHeader {
    name: String,
    value: String,
}

impl MessageHeader {
    /// # Errors
    /// `message_header.name`, `message_header.value`, `message_header.length`.
    pub fn new(name: &str, value: &str) -> Result<Self, ParseError> {
        let is_name = |byte: u8| byte.is_ascii_graphic() && byte != b':';
        let is_value = |byte: u8| (b' '..=b'~').contains(&byte);
        if !(1..=126).contains(&name.len()) || !name.bytes().all(is_name) {
            let expected = "1 to 126 printable ASCII characters without : or space";
            return Err(ParseError::quoting("message_header.name", expected, name).at("Name"));
        }
        if !(1..=995).contains(&value.len()) || !value.bytes().all(is_value) {
            let expected = "1 to 995 printable ASCII characters";
            return Err(ParseError::quoting("message_header.value", expected, value).at("Value"));
        }
        match name.len() + value.len() {
            ..=996 => Ok(Self { name: name.to_owned(), value: value.to_owned() }),
            length => Err(ParseError::new(
                "message_header.length",
                "a name and a value of at most 996 characters together",
                format!("{length}"),
            )),
        }
    }

    /// The header's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The header's value.
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl<'de> Deserialize<'de> for MessageHeader {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename = "MessageHeader", rename_all = "PascalCase", deny_unknown_fields)]
        struct Members {
            name: String,
            value: String,
        }
        let members = Members::deserialize(from)?;
        Self::new(&members.name, &members.value).map_err(|error| refused(&error))
    }
}

/// `MessageHeaderList`: at most 15, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MessageHeaders(Vec<MessageHeader>);

impl MessageHeaders {
    /// Most headers that one message takes.
    pub const MAX: usize = 15;

    /// # Errors
    /// `message_headers.many` with more than 15.
    pub fn new(headers: Vec<MessageHeader>) -> Result<Self, ParseError> {
        match headers.len() {
            ..=Self::MAX => Ok(Self(headers)),
            many => {
                let expected = "at most 15 headers";
                Err(ParseError::new("message_headers.many", expected, format!("{many}")))
            }
        }
    }

    /// The headers.
    pub fn as_slice(&self) -> &[MessageHeader] {
        &self.0
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'de> Deserialize<'de> for MessageHeaders {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(Vec::deserialize(from)?).map_err(|error| refused(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_printable_and_few() {
        let code = |name: &str, value: &str| {
            MessageHeader::new(name, value).unwrap_err().code().to_owned()
        };
        for name in ["", "a b", "a:", "é", "a\r\nBcc", &"a".repeat(127)] {
            assert_eq!(code(name, "x"), "message_header.name", "{name:?}");
        }
        for value in ["", "a\r\nBcc: x", "é", "\t", &"a".repeat(996)] {
            assert_eq!(code("X-A", value), "message_header.value", "{value:?}");
        }
        assert_eq!(code("X-A", &"a".repeat(994)), "message_header.length");
        let header = MessageHeader::new("X-A", &"a".repeat(993)).unwrap();
        assert!(MessageHeaders::new(vec![header.clone(); 15]).is_ok());
        let error = MessageHeaders::new(vec![header; 16]).unwrap_err();
        assert_eq!(error.code(), "message_headers.many");
    }
}
