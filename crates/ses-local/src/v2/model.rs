//! The JSON members of `SendEmail`, as in AWS's model. Members that change
//! nothing here (tags, tenant, list management) are read past, as SES reads
//! past members it does not know.

use std::borrow::Cow;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SendEmail<'a> {
    pub(super) from_email_address: Option<String>,
    pub(super) from_email_address_identity_arn: Option<String>,
    pub(super) destination: Option<Destination>,
    pub(super) reply_to_addresses: Option<Vec<String>>,
    pub(super) feedback_forwarding_email_address: Option<String>,
    pub(super) feedback_forwarding_email_address_identity_arn: Option<String>,
    #[serde(borrow)]
    pub(super) content: Option<EmailContent<'a>>,
    pub(super) configuration_set_name: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Destination {
    pub(super) to_addresses: Option<Vec<String>>,
    pub(super) cc_addresses: Option<Vec<String>>,
    pub(super) bcc_addresses: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct EmailContent<'a> {
    #[serde(borrow)]
    pub(super) simple: Option<Simple<'a>>,
    #[serde(borrow)]
    pub(super) raw: Option<Raw<'a>>,
    pub(super) template: Option<Template>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Simple<'a> {
    pub(super) subject: Option<Content>,
    pub(super) body: Option<Body>,
    pub(super) headers: Option<Vec<Header>>,
    #[serde(borrow)]
    pub(super) attachments: Option<Vec<Attachment<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Raw<'a> {
    /// Megabytes of base64: borrowed where the JSON has no escapes.
    #[serde(borrow)]
    pub(super) data: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Template {
    pub(super) template_name: Option<String>,
    pub(super) template_arn: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Content {
    pub(super) data: Option<String>,
    pub(super) charset: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Body {
    pub(super) text: Option<Content>,
    pub(super) html: Option<Content>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Header {
    pub(super) name: Option<String>,
    pub(super) value: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Attachment<'a> {
    #[serde(borrow)]
    pub(super) raw_content: Option<Cow<'a, str>>,
    pub(super) file_name: Option<String>,
    pub(super) content_disposition: Option<String>,
    pub(super) content_description: Option<String>,
    pub(super) content_id: Option<String>,
    pub(super) content_transfer_encoding: Option<String>,
    pub(super) content_type: Option<String>,
}
