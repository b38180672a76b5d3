//! Names and codes that STS takes, each by the rules of its kind.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use crate::error::{ParseError, quote};
use crate::proven::proven_texts;

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $min:literal to $max:literal of $allowed:path, $found:path, $code:literal, $expected:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text as given.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = ParseError;

            #[doc = concat!("# Errors\n`", $code, "`.")]
            fn from_str(text: &str) -> Result<Self, ParseError> {
                let length = text.chars().count();
                if ($min..=$max).contains(&length) && text.chars().all($allowed) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(ParseError::new($code, $expected, $found(text)))
                }
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), $found(&self.0))
            }
        }

        proven_texts!($name);
    )*};
}

texts! {
    /// A session's name, which others may see in logs: 2 to 64 of `A-Z a-z 0-9 _ + = , . @ -`.
    RoleSessionName: 2 to 64 of is_name, quote, "role_session.name",
        "the name of a session: 2 to 64 ASCII letters, digits or _+=,.@-";

    /// Who a session is for, kept along a chain of roles: 2 to 64 of
    /// `A-Z a-z 0-9 _ + = , . @ -`.
    SourceIdentity: 2 to 64 of is_name, quote, "source_identity.name",
        "2 to 64 ASCII letters, digits or _+=,.@-";

    /// What the role's account agreed upon with the caller: 2 to 1224 of
    /// `A-Z a-z 0-9 _ + = , . @ : / -`.
    ExternalId: 2 to 1224 of is_path, quote, "external_id.syntax",
        "2 to 1224 ASCII letters, digits or _+=,.@:/-";

    /// An MFA device, by serial number or ARN: 9 to 256 of
    /// `A-Z a-z 0-9 _ + = , . @ : / -`.
    SerialNumber: 9 to 256 of is_path, quote, "serial_number.syntax",
        "the serial number or ARN of an MFA device: 9 to 256 ASCII letters, digits or _+=/:,.@-";

    /// What the MFA device shows: six digits. Neither `Debug` nor an error shows them.
    TokenCode: 6 to 6 of is_digit, measured, "token_code.syntax",
        "the six digits that the MFA device shows";

    /// A session tag's name: 1 to 128 letters, digits, spaces or `_ . : / = + - @`.
    /// What counts as a letter beyond ASCII is left to STS to say in rare scripts.
    TagKey: 1 to 128 of is_tag, quote, "session_tag.key",
        "1 to 128 letters, digits, spaces or _.:/=+-@";

    /// A session tag's value: 0 to 256 letters, digits, spaces or `_ . : / = + - @`.
    TagValue: 0 to 256 of is_tag, quote, "session_tag.value",
        "at most 256 letters, digits, spaces or _.:/=+-@";

    /// What a context provider vouches for: 4 to 3072 characters, none of them a
    /// control character. Neither `Debug` nor an error shows it.
    ContextAssertion: 4 to 3072 of is_printable, measured, "context_assertion.syntax",
        "4 to 3072 characters on one line";
}

fn is_name(char: char) -> bool {
    char.is_ascii_alphanumeric() || "_+=,.@-".contains(char)
}

fn is_path(char: char) -> bool {
    is_name(char) || ":/".contains(char)
}

fn is_digit(char: char) -> bool {
    char.is_ascii_digit()
}

fn is_tag(char: char) -> bool {
    char.is_alphanumeric()
        || (char.is_whitespace() && !char.is_control())
        || "_.:/=+-@".contains(char)
}

fn is_printable(char: char) -> bool {
    !char.is_control()
}

/// Describes what must not be quoted.
fn measured(text: &str) -> String {
    format!("{} characters", text.chars().count())
}

/// A session policy: the text of a JSON object, at most 2048 tabs, line breaks
/// and characters from U+0020 to U+00FF. Packed together with the session's tags
/// a shorter one may be too long as well; that is left to STS to say.
///
/// # Source
/// STS API reference, `AssumeRole`, `Policy`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionPolicy(String);

/// Longest session policy, in characters.
const POLICY_MAX: usize = 2048;

impl SessionPolicy {
    /// The JSON as given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SessionPolicy {
    type Err = ParseError;

    /// # Errors
    /// `session_policy.length`, `session_policy.json`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let length = text.chars().count();
        if length > POLICY_MAX {
            let expected = "a policy of at most 2048 characters";
            return Err(ParseError::new("session_policy.length", expected, length.to_string()));
        }
        let allowed = |char| matches!(char, '\t' | '\n' | '\r' | '\u{20}'..='\u{ff}');
        let found = match serde_json::from_str::<Value>(text) {
            Ok(Value::Object(_)) if text.chars().all(allowed) => return Ok(Self(text.to_owned())),
            Ok(_) => quote(text),
            Err(error) => format!("{} ({error})", quote(text)),
        };
        let expected = "a policy as a JSON object, with no characters beyond U+00FF";
        Err(ParseError::new("session_policy.json", expected, found))
    }
}

proven_texts!(SessionPolicy);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_rules() {
        fn taken<T: FromStr>(text: &str) -> bool {
            text.parse::<T>().is_ok()
        }
        assert!(taken::<RoleSessionName>("me@example.com") && !taken::<RoleSessionName>("a"));
        assert!(!taken::<RoleSessionName>("a b") && !taken::<RoleSessionName>(&"a".repeat(65)));
        assert!(!taken::<SourceIdentity>("aws:me") && taken::<SourceIdentity>("me"));
        assert!(taken::<ExternalId>("a:/b") && !taken::<ExternalId>("ab\n"));
        assert!(taken::<SerialNumber>("arn:aws:iam::123456789012:mfa/me"));
        assert!(!taken::<SerialNumber>("12345678"));
        assert!(
            taken::<TagKey>("Kosten stelle é") && !taken::<TagKey>("") && !taken::<TagKey>("a\tb")
        );
        assert!(
            taken::<TagValue>("") && !taken::<TagValue>("<") && taken::<TagValue>(&"é".repeat(256))
        );
        assert!(taken::<SessionPolicy>("{\n\t\"é\": 1}") && !taken::<SessionPolicy>("{\"€\":1}"));
        let policy = |length: usize| format!("{{\"a\":\"{}\"}}", "é".repeat(length - 8));
        assert!(taken::<SessionPolicy>(&policy(2048)) && !taken::<SessionPolicy>(&policy(2049)));
        assert!(!taken::<SessionPolicy>("[]") && !taken::<SessionPolicy>(""));
    }

    #[test]
    fn codes_and_assertions_are_never_shown() {
        let code: TokenCode = "123456".parse().unwrap();
        let assertion: ContextAssertion = "PLANTED".parse().unwrap();
        let shown = format!(
            "{code:?} {assertion:?} {:?} {:?}",
            "123456 ".parse::<TokenCode>().unwrap_err(),
            "PLANTED\n".parse::<ContextAssertion>().unwrap_err()
        );
        assert!(!shown.contains("123456") && !shown.contains("PLANTED"), "{shown}");
        assert_eq!(serde_json::to_string(&code).unwrap(), "\"123456\"");
    }
}
