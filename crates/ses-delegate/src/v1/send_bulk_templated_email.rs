//! `SendBulkTemplatedEmail`: one template, filled for each of up to 50 destinations.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference/API_SendBulkTemplatedEmail.html>

use serde::{Deserialize, Serialize};

use crate::address::{EmailAddress, Mailbox};
use crate::arn::IdentityArn;
use crate::bulk::BulkResult;
use crate::name::{ConfigurationSetName, MessageTag, TemplateName};
use crate::operation::{Operation, Request, Response};
use crate::outcome::Rejection;
use crate::query::xml;
use crate::shape::{Destination, List};
use crate::template::{TemplateArn, TemplateData};

/// Input of v1 `SendBulkTemplatedEmail`. At most 10 485 760 bytes for each
/// message once SES has written it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct SendBulkTemplatedEmail {
    /// The sender.
    pub source: Mailbox,
    /// Authorises the source.
    pub source_arn: Option<IdentityArn>,
    /// Where replies go.
    #[serde(default)]
    pub reply_to_addresses: Vec<Mailbox>,
    /// Where bounces go; the source if none.
    pub return_path: Option<EmailAddress>,
    /// Authorises the return path.
    pub return_path_arn: Option<IdentityArn>,
    /// Rules for the messages; the identity's default set if none.
    pub configuration_set_name: Option<ConfigurationSetName>,
    /// By which events are counted, for every message.
    #[serde(default)]
    pub default_tags: Vec<MessageTag>,
    /// The template, which is named even if its ARN is given.
    pub template: TemplateName,
    /// The template's ARN.
    pub template_arn: Option<TemplateArn>,
    /// What fills it where a destination gives nothing of its own.
    pub default_template_data: TemplateData,
    /// A message for each: 1 to 50.
    pub destinations: List<BulkEmailDestination, 1, 50>,
}

/// `BulkEmailDestination`: who receives one of the messages, and what is theirs in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct BulkEmailDestination {
    /// At most 50 recipients, who all receive the same message.
    pub destination: Destination,
    /// By which events of this message are counted.
    #[serde(default)]
    pub replacement_tags: Vec<MessageTag>,
    /// What fills the template instead of the default.
    pub replacement_template_data: Option<TemplateData>,
}

/// Output of v1 `SendBulkTemplatedEmail`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SendBulkTemplatedEmailResponse {
    /// What became of each message, in the order of the destinations. That the
    /// call succeeded says nothing of any of them.
    pub status: Vec<BulkResult>,
}

impl Operation for SendBulkTemplatedEmail {
    const NAME: &'static str = "SendBulkTemplatedEmail";
    type Output = SendBulkTemplatedEmailResponse;

    fn request(&self) -> Request {
        super::request(Self::NAME, self, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<Self::Output, Rejection> {
        xml::read(response, Self::NAME)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(destinations: usize) -> String {
        let destination = r#"{"Destination":{"ToAddresses":["a@b.c"]},"ReplacementTags":[{"Name":"n","Value":"v"}],"ReplacementTemplateData":"{\"x\":1}"}"#;
        let all = vec![destination; destinations].join(",");
        format!(
            r#"{{"Source":"a@b.c","Template":"t","DefaultTemplateData":"{{}}","Destinations":[{all}]}}"#
        )
    }

    #[test]
    fn one_to_fifty_destinations() {
        let input = SendBulkTemplatedEmail::from_json(&json(50)).unwrap();
        let last = "Destinations.member.50.";
        let members = input.request().parameters();
        let of_last: Vec<_> = members
            .iter()
            .filter_map(|(name, value)| Some((name.strip_prefix(last)?, value.as_str())))
            .collect();
        assert_eq!(
            of_last,
            [
                ("Destination.ToAddresses.member.1", "a@b.c"),
                ("ReplacementTags.member.1.Name", "n"),
                ("ReplacementTags.member.1.Value", "v"),
                ("ReplacementTemplateData", "{\"x\":1}"),
            ]
        );
        for wrong in [0, 51] {
            let error = SendBulkTemplatedEmail::from_json(&json(wrong)).unwrap_err();
            assert_eq!((error.code(), error.field()), ("list.length", "Destinations"));
        }
    }
}
