//! The v1 API (AWS Query): a form in, XML out. One operation, one file.
//!
//! # Source
//!
//! SES API Reference (2010-12-01).

mod content;
mod create_configuration_set;
mod create_template;
mod delete_configuration_set;
mod delete_identity;
mod delete_identity_policy;
mod delete_template;
mod describe_configuration_set;
mod get_account_sending_enabled;
mod get_identity_policies;
mod get_identity_verification_attributes;
mod get_send_quota;
mod get_template;
mod list_configuration_sets;
mod list_identities;
mod list_identity_policies;
mod list_templates;
mod put_identity_policy;
mod send_bounce;
mod send_bulk_templated_email;
mod send_email;
mod send_raw_email;
mod send_templated_email;
mod template;
mod test_render_template;
mod update_template;
mod verify_domain_identity;
mod verify_email_identity;

use std::collections::BTreeMap;

use crate::{call::Call, form::Form, refusal::Refusal, submission::Arn, tags::Tag, xml::Structure};

pub(crate) const VERSION: &str = "2010-12-01";

/// The operations, by the names of the `Action` parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    SendEmail,
    SendRawEmail,
    SendTemplatedEmail,
    SendBulkTemplatedEmail,
    SendBounce,
    CreateConfigurationSet,
    CreateTemplate,
    DeleteConfigurationSet,
    DeleteIdentity,
    DeleteIdentityPolicy,
    DeleteTemplate,
    DescribeConfigurationSet,
    GetAccountSendingEnabled,
    GetIdentityPolicies,
    GetIdentityVerificationAttributes,
    GetSendQuota,
    GetTemplate,
    ListConfigurationSets,
    ListIdentities,
    ListIdentityPolicies,
    ListTemplates,
    PutIdentityPolicy,
    TestRenderTemplate,
    UpdateTemplate,
    VerifyDomainIdentity,
    VerifyEmailIdentity,
}

const ACTIONS: &[(&str, Action)] = &[
    ("SendEmail", Action::SendEmail),
    ("SendRawEmail", Action::SendRawEmail),
    ("SendTemplatedEmail", Action::SendTemplatedEmail),
    ("SendBulkTemplatedEmail", Action::SendBulkTemplatedEmail),
    ("SendBounce", Action::SendBounce),
    ("CreateConfigurationSet", Action::CreateConfigurationSet),
    ("CreateTemplate", Action::CreateTemplate),
    ("DeleteConfigurationSet", Action::DeleteConfigurationSet),
    ("DeleteIdentity", Action::DeleteIdentity),
    ("DeleteIdentityPolicy", Action::DeleteIdentityPolicy),
    ("DeleteTemplate", Action::DeleteTemplate),
    ("DescribeConfigurationSet", Action::DescribeConfigurationSet),
    ("GetAccountSendingEnabled", Action::GetAccountSendingEnabled),
    ("GetIdentityPolicies", Action::GetIdentityPolicies),
    ("GetIdentityVerificationAttributes", Action::GetIdentityVerificationAttributes),
    ("GetSendQuota", Action::GetSendQuota),
    ("GetTemplate", Action::GetTemplate),
    ("ListConfigurationSets", Action::ListConfigurationSets),
    ("ListIdentities", Action::ListIdentities),
    ("ListIdentityPolicies", Action::ListIdentityPolicies),
    ("ListTemplates", Action::ListTemplates),
    ("PutIdentityPolicy", Action::PutIdentityPolicy),
    ("TestRenderTemplate", Action::TestRenderTemplate),
    ("UpdateTemplate", Action::UpdateTemplate),
    ("VerifyDomainIdentity", Action::VerifyDomainIdentity),
    ("VerifyEmailIdentity", Action::VerifyEmailIdentity),
];

impl Action {
    pub(crate) fn find(name: &str) -> Option<Self> {
        ACTIONS.iter().find(|(known, _)| *known == name).map(|(_, action)| *action)
    }

    pub(crate) fn name(self) -> &'static str {
        ACTIONS.iter().find(|(_, action)| *action == self).map_or("", |(name, _)| name)
    }
}

/// Carries `action` out; actions without a result answer none.
pub(crate) async fn answer(
    call: &Call<'_>,
    action: Action,
    form: &Form,
) -> Result<Option<Structure>, Refusal> {
    let result = match action {
        Action::SendEmail => send_email::answer(call, form).await,
        Action::SendTemplatedEmail => send_templated_email::answer(call, form).await,
        Action::SendBulkTemplatedEmail => send_bulk_templated_email::answer(call, form).await,
        Action::SendBounce => send_bounce::answer(call, form).await,
        Action::SendRawEmail => send_raw_email::answer(call, form).await,
        Action::CreateConfigurationSet => create_configuration_set::answer(call, form).await,
        Action::CreateTemplate => create_template::answer(call, form).await,
        Action::DeleteConfigurationSet => delete_configuration_set::answer(call, form).await,
        Action::DeleteIdentity => delete_identity::answer(call, form).await,
        Action::DeleteIdentityPolicy => delete_identity_policy::answer(call, form).await,
        Action::DeleteTemplate => delete_template::answer(call, form).await,
        Action::DescribeConfigurationSet => describe_configuration_set::answer(call, form),
        Action::GetAccountSendingEnabled => get_account_sending_enabled::answer(call),
        Action::GetIdentityPolicies => get_identity_policies::answer(call, form),
        Action::GetIdentityVerificationAttributes => {
            get_identity_verification_attributes::answer(call, form)
        }
        Action::GetSendQuota => get_send_quota::answer(call),
        Action::GetTemplate => get_template::answer(call, form),
        Action::ListConfigurationSets => list_configuration_sets::answer(call, form),
        Action::ListIdentities => list_identities::answer(call, form),
        Action::ListIdentityPolicies => list_identity_policies::answer(call, form),
        Action::ListTemplates => list_templates::answer(call, form),
        Action::PutIdentityPolicy => put_identity_policy::answer(call, form).await,
        Action::TestRenderTemplate => test_render_template::answer(call, form),
        Action::UpdateTemplate => update_template::answer(call, form).await,
        Action::VerifyDomainIdentity => verify_domain_identity::answer(call, form).await,
        Action::VerifyEmailIdentity => verify_email_identity::answer(call, form).await,
    };
    result.map(Some)
}

fn arn(form: &Form, parameter: &'static str) -> Option<Arn> {
    form.text(parameter).map(|text| Arn::parameter(parameter, text))
}

/// A required parameter; `member` is its name in SES's validation errors.
fn required<'f>(form: &'f Form, parameter: &str, member: &str) -> Result<&'f str, Refusal> {
    form.get(parameter).ok_or_else(|| Refusal::missing(member))
}

/// `name.member.N.Name` and `.Value`: read in one pass, however many there are.
fn tags(form: &Form, name: &str) -> Result<Vec<Tag>, Refusal> {
    form.members(name)?;
    let mut tags: BTreeMap<u32, [Option<&str>; 2]> = BTreeMap::new();
    for (other, value) in form.under(name) {
        let Some(rest) = other[name.len()..].strip_prefix(".member.") else { continue };
        let (number, member) = rest.split_once('.').unwrap_or((rest, ""));
        let tag = tags.entry(number.parse().unwrap_or_default()).or_default();
        match member {
            "Name" => tag[0] = Some(value),
            "Value" => tag[1] = Some(value),
            // Read past, as members that no model knows.
            _ => {}
        }
    }
    tags.into_values()
        .map(|[name, value]| {
            let missing = |member| move || Refusal::missing(member);
            Tag::new(
                name.ok_or_else(missing("tags.name"))?,
                value.ok_or_else(missing("tags.value"))?,
            )
        })
        .collect()
}
