//! `SendTemplatedEmail`: SES fills a stored template and writes the MIME.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference/API_SendTemplatedEmail.html>

use serde::{Deserialize, Serialize};

use crate::address::{EmailAddress, Mailbox};
use crate::arn::IdentityArn;
use crate::name::{ConfigurationSetName, MessageTag, TemplateName};
use crate::operation::{Operation, Request, Response};
use crate::outcome::{Rejection, Sent};
use crate::query::xml;
use crate::shape::Destination;
use crate::template::{TemplateArn, TemplateData};

/// Input of v1 `SendTemplatedEmail`. At most 10 485 760 bytes once SES has written it.
///
/// A template that cannot be filled is no error here: SES accepts the message
/// and reports a rendering failure as an event.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct SendTemplatedEmail {
    /// The sender.
    pub source: Mailbox,
    /// At most 50 recipients.
    pub destination: Destination,
    /// Where replies go.
    #[serde(default)]
    pub reply_to_addresses: Vec<Mailbox>,
    /// Where bounces go; the source if none.
    pub return_path: Option<EmailAddress>,
    /// Authorises the source.
    pub source_arn: Option<IdentityArn>,
    /// Authorises the return path.
    pub return_path_arn: Option<IdentityArn>,
    /// By which events are counted.
    #[serde(default)]
    pub tags: Vec<MessageTag>,
    /// Rules for the message; the identity's default set if none.
    pub configuration_set_name: Option<ConfigurationSetName>,
    /// The template, which is named even if its ARN is given.
    pub template: TemplateName,
    /// The template's ARN.
    pub template_arn: Option<TemplateArn>,
    /// What fills it.
    pub template_data: TemplateData,
}

impl Operation for SendTemplatedEmail {
    const NAME: &'static str = "SendTemplatedEmail";
    type Output = Sent;

    fn request(&self) -> Request {
        super::request(Self::NAME, self, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<Sent, Rejection> {
        xml::sent(response, Self::NAME)
    }
}
