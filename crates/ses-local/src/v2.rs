//! The v2 API (REST JSON): JSON in, JSON out. One operation, one file.
//!
//! # Source
//!
//! SES API v2 Reference (2019-09-27).

mod create_configuration_set;
mod create_email_identity;
mod create_email_identity_policy;
mod create_email_template;
mod delete_configuration_set;
mod delete_email_identity;
mod delete_email_identity_policy;
mod delete_email_template;
mod dkim;
mod get_account;
mod get_configuration_set;
mod get_email_identity;
mod get_email_identity_policies;
mod get_email_template;
mod input;
mod list_configuration_sets;
mod list_email_identities;
mod list_email_templates;
mod model;
mod objects;
mod policy;
mod send_bulk_email;
mod send_email;
mod template;
mod test_render_email_template;
mod update_email_identity_policy;
mod update_email_template;

use axum::http::Method;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::{call::Call, refusal::Refusal};

/// An operation and the labels in its path, decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    SendEmail,
    SendBulkEmail,
    CreateConfigurationSet,
    CreateEmailIdentity,
    CreateEmailIdentityPolicy {
        identity: String,
        name: String,
    },
    CreateEmailTemplate,
    DeleteConfigurationSet(String),
    DeleteEmailIdentity(String),
    DeleteEmailIdentityPolicy {
        identity: String,
        name: String,
    },
    DeleteEmailTemplate(String),
    GetAccount,
    GetConfigurationSet(String),
    GetEmailIdentity(String),
    GetEmailIdentityPolicies(String),
    GetEmailTemplate(String),
    ListEmailTemplates,
    TestRenderEmailTemplate(String),
    UpdateEmailIdentityPolicy {
        identity: String,
        name: String,
    },
    UpdateEmailTemplate(String),
    /// By GET in older SDKs, by POST in newer ones.
    ListEmailIdentities {
        in_body: bool,
    },
    /// By GET in older SDKs, by POST in newer ones.
    ListConfigurationSets {
        in_body: bool,
    },
}

impl Action {
    /// Finds the operation by method and path.
    pub(crate) fn find(method: &Method, path: &str) -> Option<Self> {
        let labels: Vec<String> = path
            .strip_prefix("/v2/email/")?
            .split('/')
            .map(|label| percent_decode_str(label).decode_utf8().map(Into::into))
            .collect::<Result<_, _>>()
            .ok()?;
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        // A label of the model has at least one character.
        if labels.contains(&"") {
            return None;
        }
        let text = str::to_owned;
        match (method.as_str(), &labels[..]) {
            ("POST", ["outbound-emails"]) => Some(Self::SendEmail),
            ("POST", ["outbound-bulk-emails"]) => Some(Self::SendBulkEmail),
            ("POST", ["configuration-sets"]) => Some(Self::CreateConfigurationSet),
            ("POST", ["identities"]) => Some(Self::CreateEmailIdentity),
            ("POST", ["identities", identity, "policies", name]) => {
                Some(Self::CreateEmailIdentityPolicy { identity: text(identity), name: text(name) })
            }
            ("POST", ["templates"]) => Some(Self::CreateEmailTemplate),
            ("DELETE", ["configuration-sets", name]) => {
                Some(Self::DeleteConfigurationSet(text(name)))
            }
            ("DELETE", ["identities", name]) => Some(Self::DeleteEmailIdentity(text(name))),
            ("DELETE", ["identities", identity, "policies", name]) => {
                Some(Self::DeleteEmailIdentityPolicy { identity: text(identity), name: text(name) })
            }
            ("DELETE", ["templates", name]) => Some(Self::DeleteEmailTemplate(text(name))),
            ("GET", ["account"]) => Some(Self::GetAccount),
            ("GET", ["configuration-sets", name]) => Some(Self::GetConfigurationSet(text(name))),
            ("GET", ["identities", name]) => Some(Self::GetEmailIdentity(text(name))),
            ("GET", ["identities", name, "policies"]) => {
                Some(Self::GetEmailIdentityPolicies(text(name)))
            }
            ("GET", ["templates", name]) => Some(Self::GetEmailTemplate(text(name))),
            ("GET", ["templates"]) => Some(Self::ListEmailTemplates),
            ("POST", ["templates", name, "render"]) => {
                Some(Self::TestRenderEmailTemplate(text(name)))
            }
            ("PUT", ["identities", identity, "policies", name]) => {
                Some(Self::UpdateEmailIdentityPolicy { identity: text(identity), name: text(name) })
            }
            ("PUT", ["templates", name]) => Some(Self::UpdateEmailTemplate(text(name))),
            ("GET", ["identities"]) => Some(Self::ListEmailIdentities { in_body: false }),
            ("POST", ["list-identities"]) => Some(Self::ListEmailIdentities { in_body: true }),
            ("GET", ["configuration-sets"]) => Some(Self::ListConfigurationSets { in_body: false }),
            ("POST", ["list-configuration-sets"]) => {
                Some(Self::ListConfigurationSets { in_body: true })
            }
            _ => None,
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::SendEmail => "SendEmail",
            Self::SendBulkEmail => "SendBulkEmail",
            Self::CreateConfigurationSet => "CreateConfigurationSet",
            Self::CreateEmailIdentity => "CreateEmailIdentity",
            Self::CreateEmailIdentityPolicy { .. } => "CreateEmailIdentityPolicy",
            Self::CreateEmailTemplate => "CreateEmailTemplate",
            Self::DeleteConfigurationSet(_) => "DeleteConfigurationSet",
            Self::DeleteEmailIdentity(_) => "DeleteEmailIdentity",
            Self::DeleteEmailIdentityPolicy { .. } => "DeleteEmailIdentityPolicy",
            Self::DeleteEmailTemplate(_) => "DeleteEmailTemplate",
            Self::GetAccount => "GetAccount",
            Self::GetConfigurationSet(_) => "GetConfigurationSet",
            Self::GetEmailIdentity(_) => "GetEmailIdentity",
            Self::GetEmailIdentityPolicies(_) => "GetEmailIdentityPolicies",
            Self::GetEmailTemplate(_) => "GetEmailTemplate",
            Self::ListEmailTemplates => "ListEmailTemplates",
            Self::TestRenderEmailTemplate(_) => "TestRenderEmailTemplate",
            Self::UpdateEmailIdentityPolicy { .. } => "UpdateEmailIdentityPolicy",
            Self::UpdateEmailTemplate(_) => "UpdateEmailTemplate",
            Self::ListEmailIdentities { .. } => "ListEmailIdentities",
            Self::ListConfigurationSets { .. } => "ListConfigurationSets",
        }
    }
}

/// What an operation may read of its request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'a> {
    /// Not decoded.
    pub query: Option<&'a str>,
    pub body: &'a [u8],
}

pub(crate) async fn answer(
    call: &Call<'_>,
    action: Action,
    input: Input<'_>,
) -> Result<Value, Refusal> {
    match action {
        Action::SendEmail => send_email::answer(call, input.body).await,
        Action::SendBulkEmail => send_bulk_email::answer(call, input.body).await,
        Action::CreateConfigurationSet => create_configuration_set::answer(call, input.body).await,
        Action::CreateEmailIdentity => create_email_identity::answer(call, input.body).await,
        Action::CreateEmailIdentityPolicy { identity, name } => {
            create_email_identity_policy::answer(call, &identity, &name, input.body).await
        }
        Action::CreateEmailTemplate => create_email_template::answer(call, input.body).await,
        Action::DeleteConfigurationSet(name) => delete_configuration_set::answer(call, &name).await,
        Action::DeleteEmailIdentity(name) => delete_email_identity::answer(call, &name).await,
        Action::DeleteEmailIdentityPolicy { identity, name } => {
            delete_email_identity_policy::answer(call, &identity, &name).await
        }
        Action::DeleteEmailTemplate(name) => delete_email_template::answer(call, &name).await,
        Action::GetAccount => get_account::answer(call),
        Action::GetConfigurationSet(name) => get_configuration_set::answer(call, &name),
        Action::GetEmailIdentity(name) => get_email_identity::answer(call, &name),
        Action::GetEmailIdentityPolicies(name) => get_email_identity_policies::answer(call, &name),
        Action::GetEmailTemplate(name) => get_email_template::answer(call, &name),
        Action::ListEmailTemplates => list_email_templates::answer(call, input.query),
        Action::TestRenderEmailTemplate(name) => {
            test_render_email_template::answer(call, &name, input.body)
        }
        Action::UpdateEmailIdentityPolicy { identity, name } => {
            update_email_identity_policy::answer(call, &identity, &name, input.body).await
        }
        Action::UpdateEmailTemplate(name) => {
            update_email_template::answer(call, &name, input.body).await
        }
        Action::ListEmailIdentities { in_body: false } => {
            list_email_identities::by_query(call, input.query)
        }
        Action::ListEmailIdentities { in_body: true } => {
            list_email_identities::by_body(call, input.body)
        }
        Action::ListConfigurationSets { in_body: false } => {
            list_configuration_sets::by_query(call, input.query)
        }
        Action::ListConfigurationSets { in_body: true } => {
            list_configuration_sets::by_body(call, input.body)
        }
    }
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}
