//! Which list it is.

use std::str::FromStr;

use crate::address::named;
use crate::error::ParseError;
use crate::header::HeaderText;

/// `List-Id`: which list a message belongs to, perhaps with a name for people.
///
/// The id looks like a domain and need not be one: at most 255 bytes of ASCII
/// with a dot in it.
///
/// # Source
/// RFC 2919.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListId {
    name: Option<HeaderText>,
    id: String,
}

/// Longest id, in bytes (RFC 2919 section 3).
const LONGEST: usize = 255;

impl ListId {
    /// What people call the list.
    pub fn name(&self) -> Option<&HeaderText> {
        self.name.as_ref()
    }

    /// The id, without angle brackets.
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl FromStr for ListId {
    type Err = ParseError;

    /// Takes `list.example.com`, `<list.example.com>` and `Name <list.example.com>`.
    ///
    /// # Errors
    /// `list_id.syntax`, and those of [`HeaderText`].
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let syntax = || {
            ParseError::quoting(
                "list_id.syntax",
                "a list such as news.example.com or News <news.example.com>",
                text,
            )
        };
        let text = text.trim();
        let (name, id) = if text.contains('<') {
            let (name, id) = named(text).ok_or_else(syntax)?;
            (if name.is_empty() { None } else { Some(HeaderText::new(name)?) }, id)
        } else {
            (None, text)
        };
        let is_atom = |atom: &str| {
            !atom.is_empty()
                && atom
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
        };
        let proven = id.len() <= LONGEST && id.contains('.') && id.split('.').all(is_atom);
        if proven { Ok(Self { name, id: id.to_owned() }) } else { Err(syntax()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_with_and_without_names() {
        let read = |text: &str| {
            let id: ListId = text.parse().unwrap();
            (id.name().map(|name| name.as_str().to_owned()), id.id().to_owned())
        };
        let id = "news.example.com".to_owned();
        assert_eq!(read("news.example.com"), (None, id.clone()));
        assert_eq!(read(" <news.example.com>"), (None, id.clone()));
        assert_eq!(
            read("Nachrichten für alle <news.example.com>"),
            (Some("Nachrichten für alle".into()), id.clone())
        );
        assert_eq!(read("\"A, B\" <news.example.com>"), (Some("A, B".into()), id));
        let long = format!("{}.example", "a".repeat(LONGEST));
        for text in [
            "",
            "news",
            "a..b",
            "News news.example.com",
            "<a.b",
            "N <a.b> x",
            "é.b",
            "a b.c",
            "a.b\r\nX: y",
            &long,
        ] {
            assert_eq!(text.parse::<ListId>().unwrap_err().code(), "list_id.syntax", "{text:?}");
        }
        assert_eq!("N\r\nX: <a.b>".parse::<ListId>().unwrap_err().code(), "header.control");
    }
}
