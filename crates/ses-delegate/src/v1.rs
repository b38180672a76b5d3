//! SES API v1 (2010-12-01): the AWS Query protocol, form out and XML in.

mod delete_identity_policy;
mod get_identity_policies;
mod get_identity_verification_attributes;
mod get_send_quota;
mod get_template;
mod list_identity_policies;
mod list_templates;
mod put_identity_policy;
mod send_bounce;
mod send_bulk_templated_email;
mod send_email;
mod send_raw_email;
mod send_templated_email;
mod test_render_template;

use serde::Serialize;

use crate::operation::Request;
use crate::query;
use crate::shape::Blob;

pub use delete_identity_policy::DeleteIdentityPolicy;
pub use get_identity_policies::{GetIdentityPolicies, GetIdentityPoliciesResponse};
pub use get_identity_verification_attributes::{
    GetIdentityVerificationAttributes, GetIdentityVerificationAttributesResponse,
    IdentityVerificationAttributes,
};
pub use get_send_quota::{GetSendQuota, GetSendQuotaResponse};
pub use get_template::{GetTemplate, GetTemplateResponse, Template};
pub use list_identity_policies::{ListIdentityPolicies, ListIdentityPoliciesResponse};
pub use list_templates::{ListTemplates, ListTemplatesResponse, TemplateMetadata};
pub use put_identity_policy::PutIdentityPolicy;
pub use send_bounce::{
    BounceReason, BounceType, BouncedRecipientInfo, DiagnosticCode, DsnAction, DsnStatus,
    ExtensionField, ExtensionFieldName, ExtensionFieldValue, MessageDsn, Mta, OriginalMessageId,
    RecipientDsnFields, SendBounce,
};
pub use send_bulk_templated_email::{
    BulkEmailDestination, SendBulkTemplatedEmail, SendBulkTemplatedEmailResponse,
};
pub use send_email::{Message, SendEmail};
pub use send_raw_email::{RawMessage, SendRawEmail};
pub use send_templated_email::SendTemplatedEmail;
pub use test_render_template::{TestRenderTemplate, TestRenderTemplateResponse};

const VERSION: &str = "2010-12-01";

fn request(action: &str, input: &impl Serialize, blobs: &[&Blob<'_>]) -> Request {
    query::request(action, VERSION, input, blobs)
}

#[cfg(test)]
mod tests;
