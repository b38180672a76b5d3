//! The keys that a send has for AWS.

use super::circumstances::{Circumstances, Evidence};
use super::operation::AskedAction;
use super::sending::Sending;
use crate::address::EmailAddress;
use crate::arn::AccountId;
use crate::caller::{Caller, CallerKind};
use crate::iam::Context;
use crate::name::{EndpointId, TenantName};
use crate::shape::Timestamp;
use crate::stamp::UnixTime;

/// All keys that AWS documents for a send; the others are unknown here.
///
/// # Source
/// Service Authorization Reference, "Condition keys for Amazon SES"; IAM User
/// Guide, "AWS global condition context keys".
pub(super) fn of(
    sending: &Sending,
    action: &AskedAction,
    owner: &AccountId,
    evidence: &Evidence<'_>,
) -> Context {
    let context = addresses(sending, action)
        .with("ses:ApiVersion", sending.operation.api_version())
        .without("ses:ReplicaRegion")
        .with("aws:SecureTransport", sending.is_secure.to_string())
        .with("aws:RequestedRegion", sending.region.as_str())
        .with("aws:ResourceAccount", owner.as_str())
        // Nobody calls on behalf of the caller.
        .with("aws:ViaAWSService", "false")
        .with("aws:PrincipalIsAWSService", "false")
        .without("aws:CalledVia")
        .without("aws:CalledViaFirst")
        .without("aws:CalledViaLast")
        .without("aws:PrincipalServiceName")
        .without("aws:PrincipalServiceNamesList")
        .without("aws:SourceAccount")
        .without("aws:SourceArn")
        .without("aws:SourceOrgID")
        .without("aws:SourceOrgPaths");
    let context =
        optional(context, "ses:TenantName", sending.tenant.as_ref().map(TenantName::as_str));
    let endpoint = sending.endpoint_id.as_ref().map(EndpointId::as_str);
    let context = optional(context, "ses:MultiRegionEndpointId", endpoint);
    let context = told(context, evidence.circumstances);
    caller(context, evidence.caller, evidence.circumstances)
}

fn addresses(sending: &Sending, action: &AskedAction) -> Context {
    const KEYS: [&str; 4] =
        ["ses:FromAddress", "ses:FromDisplayName", "ses:FeedbackAddress", "ses:Recipients"];
    let context = Context::partial();
    if !action.has_address_keys {
        return KEYS.into_iter().fold(context, Context::without);
    }
    let context = context
        .with(KEYS[0], sending.from.address.as_str())
        .with_all(KEYS[3], sending.recipients.iter().map(EmailAddress::as_str));
    let bounces_to = sending.return_path.address.as_str();
    let context = if sending.names_return_path {
        context.with(KEYS[2], bounces_to)
    } else {
        context.with_or_absent(KEYS[2], bounces_to)
    };
    match &sending.from_display_name {
        Some(name) => context.with(KEYS[1], name),
        None => context.with_or_absent(KEYS[1], ""),
    }
}

fn optional(context: Context, key: &str, value: Option<&str>) -> Context {
    match value {
        Some(value) => context.with(key, value),
        None => context.without(key),
    }
}

fn told(context: Context, circumstances: &Circumstances) -> Context {
    let Circumstances { at, source_ip, user_agent, organization_id, user_id, role_arn: _ } =
        circumstances;
    let known = |context: Context, key, value: Option<String>, what: &str| match value {
        Some(value) => context.with(key, value),
        None => context.with_unknown(key, format!("{what} was not given")),
    };
    let seconds = at.map(UnixTime::seconds);
    let time = seconds
        .and_then(|seconds| Timestamp::from_milliseconds(seconds * 1000))
        .map(|time| time.to_string());
    let context = known(context, "aws:CurrentTime", time, "the time of the send");
    let seconds = seconds.map(|seconds| seconds.to_string());
    let context = known(context, "aws:EpochTime", seconds, "the time of the send");
    let source_ip = source_ip.map(|address| address.to_string());
    let context = known(context, "aws:SourceIp", source_ip, "the address that AWS will see");
    let context = known(context, "aws:UserAgent", user_agent.clone(), "the user agent");
    let organization = organization_id.clone();
    let context = known(
        context,
        "aws:PrincipalOrgID",
        organization,
        "the organization of the caller's account",
    );
    known(context, "aws:userid", user_id.clone(), "the caller's user id")
}

fn caller(context: Context, caller: &Caller, circumstances: &Circumstances) -> Context {
    let context = context.with("aws:PrincipalAccount", caller.account().as_str());
    let whole = |context: Context, kind, arn: String| {
        context.with("aws:PrincipalType", kind).with("aws:PrincipalArn", arn)
    };
    let arn = caller.to_string();
    match caller.kind() {
        CallerKind::Account => {
            let why = "only the account of the caller is known";
            ["aws:PrincipalType", "aws:PrincipalArn", "aws:username"]
                .into_iter()
                .fold(context, |context, key| context.with_unknown(key, why))
        }
        CallerKind::Root => whole(context, "Account", arn)
            .without("aws:username")
            .with("aws:userid", caller.account().as_str()),
        CallerKind::User(name) => {
            let name = name.rsplit('/').next().unwrap_or(name);
            whole(context, "User", arn).with("aws:username", name)
        }
        CallerKind::Role(_) => whole(context, "AssumedRole", arn).without("aws:username"),
        CallerKind::FederatedUser(name) => whole(context, "FederatedUser", arn)
            .without("aws:username")
            .with("aws:userid", format!("{}:{name}", caller.account())),
        CallerKind::AssumedRole { .. } => {
            let context = context.with("aws:PrincipalType", "AssumedRole").without("aws:username");
            match &circumstances.role_arn {
                Some(role) => context.with("aws:PrincipalArn", role.to_string()),
                None => context.with_unknown(
                    "aws:PrincipalArn",
                    "it is the ARN of the role, whose path the session's ARN does not tell",
                ),
            }
        }
    }
}
