//! How to leave it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::address::{EmailAddress, is_domain};
use crate::error::ParseError;
use crate::header::LONGEST_PIECE;

/// `List-Unsubscribe`: how to leave a list; and `List-Unsubscribe-Post`, if one
/// click is enough.
///
/// # Source
/// RFC 2369 section 3.2, RFC 8058.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListUnsubscribe {
    url: Option<String>,
    mailto: Option<String>,
    one_click: bool,
}

impl ListUnsubscribe {
    /// Leaves by `url`, an `https` address; by a message to `email`, an address
    /// or a `mailto:` URI; or by either. With `one_click` a POST to the URL
    /// alone does it. At most 850 bytes each.
    ///
    /// # Errors
    /// `list_unsubscribe.none` without both, `list_unsubscribe.url`,
    /// `list_unsubscribe.email`, `list_unsubscribe.one_click` without a URL.
    pub fn new(
        url: Option<&str>,
        email: Option<&str>,
        one_click: bool,
    ) -> Result<Self, ParseError> {
        if one_click && url.is_none() {
            return Err(ParseError::quoting(
                "list_unsubscribe.one_click",
                "an https URL to which the one click is posted",
                "",
            )
            .at("url"));
        }
        if url.is_none() && email.is_none() {
            return Err(ParseError::quoting(
                "list_unsubscribe.none",
                "an https URL, an email address, or both",
                "",
            ));
        }
        Ok(Self {
            url: url.map(|url| https(url).map_err(|error| error.at("url"))).transpose()?,
            mailto: email
                .map(|email| mailto(email).map_err(|error| error.at("email")))
                .transpose()?,
            one_click,
        })
    }

    /// What stands in the header, in the order of preference.
    pub fn uris(&self) -> impl Iterator<Item = &str> {
        [&self.url, &self.mailto].into_iter().flatten().map(String::as_str)
    }

    /// Whether `List-Unsubscribe-Post: List-Unsubscribe=One-Click` is written.
    pub fn is_one_click(&self) -> bool {
        self.one_click
    }
}

/// The characters of a URI (RFC 3986 section 2), and so none that ends a header's brackets.
fn is_uri(text: &str) -> bool {
    text.len() <= LONGEST_PIECE
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&b))
        && !text.contains("=?")
}

fn https(text: &str) -> Result<String, ParseError> {
    let rest = text.get(..8).filter(|scheme| scheme.eq_ignore_ascii_case("https://"));
    let proven = is_uri(text)
        && rest.is_some_and(|_| {
            let authority = text[8..].split(['/', '?', '#']).next().unwrap_or_default();
            let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
            is_domain(host) && port.parse::<u16>().is_ok()
        });
    if proven {
        Ok(text.to_owned())
    } else {
        Err(ParseError::quoting(
            "list_unsubscribe.url",
            "an https URL such as https://example.com/leave?id=1, ASCII (percent-encode the rest), of at most 850 characters",
            text,
        ))
    }
}

/// What a local part needs encoded in a `mailto:` URI (RFC 6068 section 2).
const LOCAL: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'*')
    .remove(b'+');

fn mailto(text: &str) -> Result<String, ParseError> {
    let wrong = || {
        ParseError::quoting(
            "list_unsubscribe.email",
            "an address such as leave@example.com, or a URI such as mailto:leave@example.com?subject=leave",
            text,
        )
    };
    let Some(uri) = text.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:")) else {
        let address: EmailAddress = text.parse()?;
        let local = utf8_percent_encode(address.local(), LOCAL);
        return Ok(format!("mailto:{local}@{}", address.domain()));
    };
    let address = text[uri.len()..].split('?').next().unwrap_or_default();
    let address = percent_decode_str(address).decode_utf8().map_err(|_| wrong())?;
    if !is_uri(text) || address.parse::<EmailAddress>().is_err() {
        return Err(wrong());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uris(url: Option<&str>, email: Option<&str>) -> Vec<String> {
        ListUnsubscribe::new(url, email, false).unwrap().uris().map(str::to_owned).collect()
    }

    fn code(url: Option<&str>, email: Option<&str>, one_click: bool) -> (String, String) {
        let error = ListUnsubscribe::new(url, email, one_click).unwrap_err();
        (error.code().to_owned(), error.field().to_owned())
    }

    #[test]
    fn urls_and_addresses_become_uris() {
        let url = "https://example.com:8443/leave?a=1&b=%C3%A9";
        assert_eq!(uris(Some(url), Some("leave@example.com")), [url, "mailto:leave@example.com"]);
        assert_eq!(uris(None, Some("a/b=c%d@example.com")), ["mailto:a%2Fb%3Dc%25d@example.com"]);
        let uri = "mailto:leave+1@example.com?subject=leave%20now";
        assert_eq!(uris(None, Some(uri)), [uri]);
    }

    #[test]
    fn what_a_header_cannot_hold_is_refused() {
        let long = format!("https://example.com/{}", "a".repeat(LONGEST_PIECE));
        for url in [
            "http://example.com/",
            "https://",
            "https://é.example/",
            "https://example.com/é",
            "https://example.com/a b",
            "https://example.com/>,<x",
            "https://example.com/\r\nBcc: x",
            "https://user@example.com/",
            "https://example.com:x/",
            "https://example.com/?=?utf-8?Q?x?=",
            &long,
        ] {
            let found = code(Some(url), None, false);
            assert_eq!(found, ("list_unsubscribe.url".into(), "url".into()), "{url:?}");
        }
        for email in ["mailto:", "mailto:x", "mailto:a@b.c?x=\r\nBcc: y", "mailto:a%0D%0A@b.c"] {
            let found = code(None, Some(email), false);
            assert_eq!(found, ("list_unsubscribe.email".into(), "email".into()), "{email:?}");
        }
        assert_eq!(code(None, Some("x"), false), ("address.syntax".into(), "email".into()));
        assert_eq!(code(None, None, false).0, "list_unsubscribe.none");
        assert_eq!(
            code(None, Some("a@b.c"), true),
            ("list_unsubscribe.one_click".into(), "url".into())
        );
    }
}
