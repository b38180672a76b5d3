//! Domains: ASCII, or turned into it.

use std::borrow::Cow;

use crate::error::ParseError;

/// Longest domain, in bytes (RFC 5321 section 4.5.3.1.2, less the two dots' slack).
const LONGEST: usize = 253;

/// `domain` in ASCII; `whole` is the text in which it was found.
///
/// # Errors
/// `address.domain`.
pub(super) fn ascii<'a>(domain: &'a str, whole: &str) -> Result<Cow<'a, str>, ParseError> {
    let expected = if cfg!(feature = "idna") {
        "a domain such as example.com after the @"
    } else {
        "an ASCII domain such as example.com after the @ (write others in punycode: xn--…)"
    };
    let ascii = if domain.is_ascii() { Some(Cow::Borrowed(domain)) } else { punycode(domain) };
    ascii
        .filter(|domain| is_domain(domain))
        .ok_or_else(|| ParseError::quoting("address.domain", expected, whole))
}

/// A domain of another script as `xn--…` (UTS #46, as browsers do it).
#[cfg(feature = "idna")]
fn punycode(domain: &str) -> Option<Cow<'static, str>> {
    idna::domain_to_ascii(domain).ok().map(Cow::Owned)
}

/// Without the tables of UTS #46 nobody knows.
#[cfg(not(feature = "idna"))]
fn punycode(_: &str) -> Option<Cow<'static, str>> {
    None
}

/// Whether `domain` is of another script, written in punycode.
pub(crate) fn is_punycode(domain: &str) -> bool {
    domain
        .split('.')
        .any(|label| label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--")))
}

/// A domain in punycode as its readers write it.
#[cfg(feature = "idna")]
pub(crate) fn unicode(domain: &str) -> Option<String> {
    let (unicode, read) = idna::domain_to_unicode(domain);
    read.ok().map(|()| unicode)
}

/// Without the tables of UTS #46 nobody knows.
#[cfg(not(feature = "idna"))]
pub(crate) fn unicode(_: &str) -> Option<String> {
    None
}

/// True for a host name of at least two labels (RFC 1035 section 2.3.1, digits allowed first).
pub(crate) fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    domain.len() <= LONGEST && domain.contains('.') && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_stays_as_it_was_written() {
        assert_eq!(ascii("Example.COM", "").unwrap(), "Example.COM");
        for wrong in ["", "localhost", "a..b", "-a.b", "a.b-", "a b.c", "a.b\r\n", "ä..b", "ß.-"]
        {
            assert_eq!(ascii(wrong, wrong).unwrap_err().code(), "address.domain", "{wrong:?}");
        }
    }

    #[test]
    fn punycode_is_seen() {
        assert!(is_punycode("mail.XN--bcher-kva.example") && is_punycode("xn--a"));
        assert!(!is_punycode("example.com") && !is_punycode("a-xn--b.example"));
    }

    #[cfg(feature = "idna")]
    #[test]
    fn other_scripts_become_punycode() {
        for (typed, ascii) in [
            ("bücher.example", "xn--bcher-kva.example"),
            // As browsers do it: the German sharp s is a letter of its own.
            ("straße.de", "xn--strae-oqa.de"),
            ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
            ("BÜCHER.Example", "xn--bcher-kva.example"),
        ] {
            assert_eq!(super::ascii(typed, typed).unwrap(), ascii);
        }
        let long = format!("{}.example", "ü".repeat(64));
        for wrong in ["ü", "ü\u{2028}.example", "ü .example", "ü@.example", "xn--ü.example", &long]
        {
            assert_eq!(
                super::ascii(wrong, wrong).unwrap_err().code(),
                "address.domain",
                "{wrong:?}"
            );
        }
        assert_eq!(unicode("xn--bcher-kva.example").as_deref(), Some("bücher.example"));
        assert_eq!(unicode("a.XN--BCHER-KVA.example").as_deref(), Some("a.bücher.example"));
        assert_eq!(unicode("xn--a.example"), None);
    }
}
