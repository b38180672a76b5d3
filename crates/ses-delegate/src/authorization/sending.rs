//! What is sent, as policies see it.

use crate::address::EmailAddress;
use crate::arn::IdentityArn;
use crate::delegation::Delegation;
use crate::draft::ReadDraft;
use crate::name::{ConfigurationSetName, EndpointId, TenantName};
use crate::region::Region;
use crate::route::Route;

use super::operation::SendOperation;

/// What of a send policies can ask about.
#[derive(Debug, Clone, PartialEq)]
pub struct Sending {
    /// How it is sent.
    pub operation: SendOperation,
    /// Where.
    pub region: Region,
    /// `Source`: the envelope's sender.
    pub source: Sender,
    /// The `From` header.
    pub from: Sender,
    /// Where bounces go.
    pub return_path: Sender,
    /// Whether the call names it. Where it does not, SES takes the sender's address,
    /// and AWS does not document whether `ses:FeedbackAddress` is that or absent.
    pub names_return_path: bool,
    /// The name before the address in `From`, if there is one.
    pub from_display_name: Option<String>,
    /// To, Cc and Bcc.
    pub recipients: Vec<EmailAddress>,
    /// A configuration set that the call names.
    pub configuration_set: Option<ConfigurationSetName>,
    /// A tenant that the call names.
    pub tenant: Option<TenantName>,
    /// A multi-region endpoint that the call names.
    pub endpoint_id: Option<EndpointId>,
    /// Whether it goes over TLS, as everything to AWS does.
    pub is_secure: bool,
}

/// An address that must be authorised, and the identity that is named for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sender {
    /// The address.
    pub address: EmailAddress,
    /// The identity; none if the call names none, so that SES takes the caller's own.
    pub arn: Option<IdentityArn>,
    /// What names it, such as `parameter SourceArn`.
    pub named_by: &'static str,
}

const NOTHING: &str = "nothing: SES then takes an identity of the caller's own account";

impl Sending {
    /// A draft sent by `route`, which is that of its
    /// [`Prepared`](crate::Prepared).
    ///
    /// Raw mail with a return path names no `Source`; the `From` address then
    /// stands for it.
    pub fn of_draft(read: &ReadDraft<'_>, route: Route) -> Self {
        let message = &read.message;
        let from = &message.from;
        let [source_by, from_by, return_path_by, as_source] = names(route);
        let delegation = read.authority.delegation();
        let sender = |address: &EmailAddress, arn: Option<&IdentityArn>, by| Sender {
            address: address.clone(),
            named_by: if arn.is_some() { by } else { NOTHING },
            arn: arn.cloned(),
        };
        let source = match route {
            Route::V2SendEmailRaw | Route::V2SendEmailSimple => delegation.map(Delegation::from),
            _ => delegation.map(Delegation::source),
        };
        let bounces_to = message.bounces_to();
        let return_path = match delegation.and_then(|known| known.return_path(bounces_to)) {
            // Sent for a return path, and in raw mail always.
            Some(arn) => {
                let is_sent = message.return_path.is_some()
                    || delegation.and_then(Delegation::named_return_path).is_some()
                    || SendOperation::from(route) == SendOperation::V1SendRawEmail;
                sender(bounces_to, Some(arn), if is_sent { return_path_by } else { as_source })
            }
            None if message.return_path.is_none() => sender(bounces_to, source, as_source),
            None => sender(bounces_to, None, NOTHING),
        };
        Self {
            operation: route.into(),
            region: read.endpoint.region().clone(),
            source: sender(&from.address, source, source_by),
            from: sender(&from.address, delegation.map(Delegation::from), from_by),
            return_path,
            names_return_path: message.return_path.is_some(),
            from_display_name: from.name.as_ref().map(|name| name.as_str().to_owned()),
            recipients: message.recipients.envelope().cloned().collect(),
            configuration_set: read.settings.configuration_set.clone(),
            tenant: read.settings.tenant.clone(),
            endpoint_id: None,
            is_secure: read.endpoint.origin().starts_with("https:"),
        }
    }
}

/// What carries the ARN for Source, From, Return-Path, and for a Return-Path without its own.
fn names(route: Route) -> [&'static str; 4] {
    match route {
        Route::V1SendEmail => [
            "parameter SourceArn",
            "parameter SourceArn, the only one that SendEmail has for From",
            "parameter ReturnPathArn",
            "parameter SourceArn, since no return path is given",
        ],
        Route::V1SendRawEmail => [
            "parameter SourceArn",
            "parameter FromArn",
            "parameter ReturnPathArn",
            "parameter SourceArn, since no return path is given",
        ],
        Route::V1SendRawEmailHeaders => [
            "header X-SES-SOURCE-ARN",
            "header X-SES-FROM-ARN",
            "header X-SES-RETURN-PATH-ARN",
            "header X-SES-SOURCE-ARN, since no return path is given",
        ],
        Route::V2SendEmailSimple | Route::V2SendEmailRaw => [
            "parameter FromEmailAddressIdentityArn",
            "parameter FromEmailAddressIdentityArn",
            "parameter FeedbackForwardingEmailAddressIdentityArn",
            "parameter FromEmailAddressIdentityArn, since no return path is given",
        ],
    }
}
