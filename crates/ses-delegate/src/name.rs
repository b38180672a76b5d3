//! Names that SES gives to things, each by the rules of its kind.

use serde::{Deserialize, Serialize};

use crate::proven::proven_types;

proven_types! {
    /// A configuration set of the caller's account: 1 to 64 of `A-Z a-z 0-9 _ -`.
    ///
    /// # Source
    /// SES API v2 reference, `CreateConfigurationSet`.
    ConfigurationSetName: |text| is_name(text, 64, is_word), "configuration_set.name",
        "the name of a configuration set: 1 to 64 ASCII letters, digits, _ or -";

    /// The name or the value of a message tag: 1 to 256 of `A-Z a-z 0-9 _ -`.
    ///
    /// # Source
    /// SES API v2 reference, `MessageTag`.
    TagText: |text| is_name(text, 256, is_word), "tag.text", "1 to 256 ASCII letters, digits, _ or -";

    /// A template of the caller's account: 1 to 64 visible ASCII characters.
    ///
    /// # Source
    /// SES API v2 reference, `CreateEmailTemplate`; SES Developer Guide,
    /// "Using templates to send personalized email".
    TemplateName: |text| is_name(text, 64, is_visible), "template.name",
        "the name of a template: 1 to 64 visible ASCII characters";

    /// An identity's policy: 1 to 64 of `A-Z a-z 0-9 _ -`.
    ///
    /// # Source
    /// SES API v1 reference, `PutIdentityPolicy`.
    PolicyName: |text| is_name(text, 64, is_word), "policy.name",
        "the name of a policy: 1 to 64 ASCII letters, digits, _ or -";

    /// A contact list of the caller's account: 1 to 64 of `A-Z a-z 0-9 _ -`.
    ///
    /// # Source
    /// SES Developer Guide, "Using list management".
    ContactListName: |text| is_name(text, 64, is_word), "contact_list.name",
        "the name of a contact list: 1 to 64 ASCII letters, digits, _ or -";

    /// A topic of a contact list: 1 to 64 of `A-Z a-z 0-9 _ -`.
    ///
    /// # Source
    /// SES Developer Guide, "Using list management".
    TopicName: |text| is_name(text, 64, is_word), "topic.name",
        "the name of a topic: 1 to 64 ASCII letters, digits, _ or -";

    /// A tenant of the caller's account: 1 to 64 of `A-Z a-z 0-9 _ -`.
    ///
    /// # Source
    /// SES API v2 reference, `CreateTenant`.
    TenantName: |text| is_name(text, 64, is_word), "tenant.name",
        "the name of a tenant: 1 to 64 ASCII letters, digits, _ or -";

    /// A multi-region endpoint: 1 to 63 of `A-Z a-z 0-9 . -`, the first label of its host.
    ///
    /// Carried as data only: SES wants such a request at another host and
    /// signed by `SigV4A`, which this crate does not do.
    ///
    /// # Source
    /// SES API v2 reference, `SendEmail`, `EndpointId`.
    EndpointId: |text| is_name(text, 63, is_host), "endpoint_id.syntax",
        "the id of a multi-region endpoint: 1 to 63 ASCII letters, digits, . or -";

    /// A character set such as `UTF-8` or `ISO-8859-1`: 1 to 40 characters of
    /// RFC 2978 section 2.3.
    Charset: |text| is_name(text, 40, is_charset), "charset.syntax", "a character set such as UTF-8";
}

impl Charset {
    /// What every text of this crate is in.
    pub fn utf_8() -> Self {
        Self("UTF-8".to_owned())
    }
}

/// 1 to `max` allowed bytes, but not dots alone, which would be a step in a path
/// (RFC 3986 section 5.2.4).
fn is_name(text: &str, max: usize, allowed: fn(u8) -> bool) -> bool {
    (1..=max).contains(&text.len())
        && text.bytes().all(allowed)
        && !text.bytes().all(|byte| byte == b'.')
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-".contains(&byte)
}

fn is_visible(byte: u8) -> bool {
    byte.is_ascii_graphic()
}

fn is_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".-".contains(&byte)
}

fn is_charset(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'+-^_`{}~".contains(&byte)
}

/// A tag by which SES counts events: a name and a value.
///
/// # Source
/// SES API v2 reference, `MessageTag`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct MessageTag {
    /// What is told apart, such as `campaign`.
    pub name: TagText,
    /// Which one it is.
    pub value: TagText,
}

/// `ListManagementOptions`: the contact list by which SES lets recipients unsubscribe.
///
/// # Source
/// SES Developer Guide, "Using subscription management".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct ListManagementOptions {
    /// The list.
    pub contact_list_name: ContactListName,
    /// The topic, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic_name: Option<TopicName>,
}

#[cfg(test)]
mod tests {
    use std::fmt;
    use std::str::FromStr;

    use super::*;
    use crate::error::ParseError;

    #[test]
    fn each_kind_has_its_rules() {
        fn code<T: FromStr<Err = ParseError> + fmt::Debug>(text: &str) -> String {
            text.parse::<T>().unwrap_err().code().to_owned()
        }
        let long = "a".repeat(65);
        for text in ["", "a b", "a.b", "ä", "a\r\nb", &long] {
            assert_eq!(code::<ConfigurationSetName>(text), "configuration_set.name", "{text:?}");
            assert_eq!(code::<PolicyName>(text), "policy.name", "{text:?}");
        }
        assert_eq!(code::<TagText>(&"a".repeat(257)), "tag.text");
        assert_eq!("a".repeat(256).parse::<TagText>().unwrap().as_str().len(), 256);
        assert_eq!("welcome/2.0".parse::<TemplateName>().unwrap().as_str(), "welcome/2.0");
        for text in ["a b", ".", "..", "a/\n", "\u{e4}"] {
            assert_eq!(code::<TemplateName>(text), "template.name", "{text:?}");
        }
        assert_eq!("abcdef12.g3h".parse::<EndpointId>().unwrap().to_string(), "abcdef12.g3h");
        assert_eq!(code::<Charset>("UTF 8"), "charset.syntax");
    }
}
