//! The JSON members of `SendEmail` and `SendBulkEmail`, as in AWS's model. SES
//! reads past members it does not know.

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
    pub(super) email_tags: Option<Vec<MessageTag>>,
    pub(super) endpoint_id: Option<String>,
    pub(super) tenant_name: Option<String>,
    pub(super) configuration_overrides: Option<ConfigurationOverrides>,
    pub(super) list_management_options: Option<ListManagementOptions>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SendBulkEmail {
    pub(super) from_email_address: Option<String>,
    pub(super) from_email_address_identity_arn: Option<String>,
    pub(super) reply_to_addresses: Option<Vec<String>>,
    pub(super) feedback_forwarding_email_address: Option<String>,
    pub(super) feedback_forwarding_email_address_identity_arn: Option<String>,
    pub(super) default_email_tags: Option<Vec<MessageTag>>,
    pub(super) default_content: Option<BulkEmailContent>,
    pub(super) bulk_email_entries: Option<Vec<BulkEmailEntry>>,
    pub(super) configuration_set_name: Option<String>,
    pub(super) endpoint_id: Option<String>,
    pub(super) tenant_name: Option<String>,
    pub(super) configuration_overrides: Option<ConfigurationOverrides>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ConfigurationOverrides {
    pub(super) tracking: Option<TrackingOverrides>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct TrackingOverrides {
    pub(super) open_tracking_enabled: Option<String>,
    pub(super) click_tracking_enabled: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct BulkEmailContent {
    pub(super) template: Option<Template>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct BulkEmailEntry {
    pub(super) destination: Option<Destination>,
    pub(super) replacement_tags: Option<Vec<MessageTag>>,
    pub(super) replacement_email_content: Option<ReplacementEmailContent>,
    pub(super) replacement_headers: Option<Vec<Header>>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ReplacementEmailContent {
    pub(super) replacement_template: Option<ReplacementTemplate>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ReplacementTemplate {
    pub(super) replacement_template_data: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct MessageTag {
    pub(super) name: Option<String>,
    pub(super) value: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ListManagementOptions {
    pub(super) contact_list_name: Option<String>,
    pub(super) topic_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct TemplateContent {
    pub(super) subject: Option<String>,
    pub(super) text: Option<String>,
    pub(super) html: Option<String>,
}

impl TemplateContent {
    pub(super) fn is_empty(&self) -> bool {
        [&self.subject, &self.text, &self.html]
            .into_iter()
            .all(|part| part.as_deref().unwrap_or_default().is_empty())
    }
}

#[derive(Clone, Default, Deserialize)]
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
#[expect(clippy::struct_field_names, reason = "AWS's names")]
pub(super) struct Template {
    pub(super) template_name: Option<String>,
    pub(super) template_arn: Option<String>,
    pub(super) template_content: Option<TemplateContent>,
    pub(super) template_data: Option<String>,
    pub(super) headers: Option<Vec<Header>>,
    pub(super) attachments: Option<Vec<Attachment>>,
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

#[derive(Clone, Deserialize)]
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
