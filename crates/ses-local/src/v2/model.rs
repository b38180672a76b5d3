//! The JSON members of `SendEmail`, as in AWS's model. Members that change
//! nothing here (tags, tenant, list management) are read past, as SES reads
//! past members it does not know.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SendEmail {
    pub(super) from_email_address: Option<String>,
    pub(super) from_email_address_identity_arn: Option<String>,
    pub(super) destination: Option<Destination>,
    pub(super) reply_to_addresses: Option<Vec<String>>,
    pub(super) feedback_forwarding_email_address: Option<String>,
    pub(super) feedback_forwarding_email_address_identity_arn: Option<String>,
    pub(super) content: Option<EmailContent>,
    pub(super) configuration_set_name: Option<String>,
}

#[derive(Default, Deserialize)]
pub(super) struct Destination {
    #[serde(rename = "ToAddresses")]
    pub(super) to: Option<Vec<String>>,
    #[serde(rename = "CcAddresses")]
    pub(super) cc: Option<Vec<String>>,
    #[serde(rename = "BccAddresses")]
    pub(super) bcc: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct EmailContent {
    pub(super) simple: Option<Simple>,
    pub(super) raw: Option<Raw>,
    pub(super) template: Option<Template>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Simple {
    pub(super) subject: Option<Content>,
    pub(super) body: Option<Body>,
    pub(super) headers: Option<Vec<Header>>,
    pub(super) attachments: Option<Vec<Attachment>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Raw {
    pub(super) data: Option<String>,
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
pub(super) struct Attachment {
    pub(super) raw_content: Option<String>,
    pub(super) file_name: Option<String>,
    pub(super) content_disposition: Option<String>,
    pub(super) content_description: Option<String>,
    pub(super) content_id: Option<String>,
    pub(super) content_transfer_encoding: Option<String>,
    pub(super) content_type: Option<String>,
}
