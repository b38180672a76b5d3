//! SES API v2 (2019-09-27): JSON over REST.

mod attachment;
mod configuration_overrides;
mod content;
mod create_email_identity_policy;
mod delete_email_identity_policy;
mod get_account;
mod get_email_identity;
mod get_email_identity_policies;
mod get_email_template;
mod json;
mod list_email_templates;
mod message_header;
mod send_bulk_email;
mod send_email;
mod tag;
mod test_render_email_template;
mod update_email_identity_policy;

pub use attachment::{Attachment, ContentDisposition, ContentTransferEncoding};
pub use configuration_overrides::{ConfigurationOverrides, Feature, Tracking};
pub use content::{Content, Raw, Simple, Template, TemplateContent};
pub use create_email_identity_policy::CreateEmailIdentityPolicy;
pub use delete_email_identity_policy::DeleteEmailIdentityPolicy;
pub use get_account::{
    AccountDetails, ConditionThreshold, ConfidenceThreshold, DashboardAttributes, GetAccount,
    GetAccountResponse, GuardianAttributes, PricingAttributes, ReviewDetails, SendQuota,
    SuppressionAttributes, ValidationAttributes, VdmAttributes,
};
pub use get_email_identity::{
    DkimAttributes, GetEmailIdentity, GetEmailIdentityResponse, MailFromAttributes, SoaRecord,
    VerificationInfo,
};
pub use get_email_identity_policies::{GetEmailIdentityPolicies, GetEmailIdentityPoliciesResponse};
pub use get_email_template::{EmailTemplateContent, GetEmailTemplate, GetEmailTemplateResponse};
pub use list_email_templates::{
    EmailTemplateMetadata, ListEmailTemplates, ListEmailTemplatesResponse,
};
pub use message_header::{MessageHeader, MessageHeaders};
pub use send_bulk_email::{
    BulkEmailContent, BulkEmailEntry, ReplacementEmailContent, ReplacementTemplate, SendBulkEmail,
    SendBulkEmailResponse,
};
pub use send_email::SendEmail;
pub use tag::Tag;
pub use test_render_email_template::{TestRenderEmailTemplate, TestRenderEmailTemplateResponse};
pub use update_email_identity_policy::UpdateEmailIdentityPolicy;

#[cfg(test)]
mod tests;
