//! The X-headers by which raw mail tells SES what requests tell by parameters.

use crate::address::EmailAddress;
use crate::delegation::Delegation;
use crate::error::ParseError;
use crate::message::Message;
use crate::settings::Settings;

/// What stands in X-SES headers. Nothing that is a parameter of the same
/// request: SES would let the parameters win and say nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct SesHeaders<'a> {
    delegation: Option<&'a Delegation>,
    settings: Option<&'a Settings>,
    /// Those settings only for which API v1 has no parameters.
    without_parameters: bool,
}

/// Longest line, in bytes (RFC 5322 section 2.1.1).
const LINE_MAX: usize = 998;

const TAGS: &str = "X-SES-MESSAGE-TAGS";

impl<'a> SesHeaders<'a> {
    /// None of them.
    pub fn none() -> Self {
        Self::default()
    }

    /// The identity ARNs and all settings: for mail that has no parameters beside it.
    ///
    /// # Errors
    /// `tags.length` if the tags do not fit on a line, of 998 bytes; as
    /// parameters they may be longer.
    pub fn all(
        delegation: Option<&'a Delegation>,
        settings: &'a Settings,
    ) -> Result<Self, ParseError> {
        match TAGS.len() + 2 + tags(settings).len() {
            ..=LINE_MAX => {
                Ok(Self { delegation, settings: Some(settings), without_parameters: false })
            }
            long => Err(ParseError::new(
                "tags.length",
                format!("tags that fit on one line of {LINE_MAX} characters, as a header must"),
                format!("{long}"),
            )
            .at("tags")),
        }
    }

    /// Those settings for which `SendRawEmail` of API v1 has no parameters.
    pub fn without_parameters(settings: &'a Settings) -> Self {
        Self { delegation: None, settings: Some(settings), without_parameters: true }
    }

    /// Writes them at the top of the header block, one line each.
    ///
    /// Literally, by hand: a header writer would fold them, or turn long ARNs
    /// into encoded words, which SES does not read. No blank line follows (the
    /// sample in AWS's guide has one; copied, it would end the header block).
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks for Amazon SES sending
    /// authorization" and "Sending email using Amazon SES with a configuration set".
    pub(super) fn write(&self, message: &Message<'_>, to: &mut Vec<u8>) {
        for (name, value) in self.lines(Some(message.bounces_to())) {
            to.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
    }

    /// Names and values, in order; `bounces_to` is where bounces go, if that is known.
    pub(crate) fn lines(&self, bounces_to: Option<&EmailAddress>) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        let mut line = |name, value: &str| lines.push((name, value.to_owned()));
        if let Some(delegation) = self.delegation {
            line("X-SES-SOURCE-ARN", delegation.source().as_str());
            line("X-SES-FROM-ARN", delegation.from().as_str());
            let return_path = match bounces_to {
                Some(address) => delegation.return_path(address),
                None => delegation.named_return_path(),
            };
            if let Some(arn) = return_path {
                line("X-SES-RETURN-PATH-ARN", arn.as_str());
            }
        }
        let Some(settings) = self.settings else { return lines };
        if !self.without_parameters {
            if let Some(name) = &settings.configuration_set {
                line("X-SES-CONFIGURATION-SET", name.as_str());
            }
            if !settings.tags.is_empty() {
                line(TAGS, &tags(settings));
            }
        }
        if let Some(options) = &settings.list_management {
            let list = &options.contact_list_name;
            let value = match &options.topic_name {
                Some(topic) => format!("{list}; topic={topic}"),
                None => list.to_string(),
            };
            line("X-SES-LIST-MANAGEMENT-OPTIONS", &value);
        }
        if let Some(name) = &settings.tenant {
            line("X-SES-TENANT", name.as_str());
        }
        lines
    }
}

/// `name=value, name=value`.
fn tags(settings: &Settings) -> String {
    let pairs: Vec<_> =
        settings.tags.iter().map(|tag| format!("{}={}", tag.name, tag.value)).collect();
    pairs.join(", ")
}
