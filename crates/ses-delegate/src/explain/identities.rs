//! "The following identities failed the check in region …", with what each of
//! them is in the draft.

use serde::Serialize;

use super::context::Context;
use crate::address::{EmailAddress, Mailbox, is_domain, split_list};
use crate::arn::{Identity, IdentityArn};
use crate::draft::{Delegate, Draft};
use crate::region::Region;
use crate::route::Route;

/// What the text lists.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    /// The Region, in small letters.
    pub(super) region: Option<String>,
    /// The identities, in order, each once.
    pub(super) identities: Vec<FailedIdentity>,
    /// AWS did not list them all.
    pub(super) is_cut: bool,
}

/// An identity that failed the check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FailedIdentity {
    /// As AWS wrote it: an address, perhaps with a name, a domain or an ARN.
    pub identity: String,
    /// The address in it, if there is one.
    pub address: Option<String>,
    /// What it is in the draft; empty if it is not there.
    pub roles: Vec<IdentityRole>,
}

/// One place of an address in the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IdentityRole {
    /// As what.
    pub role: Role,
    /// Path of the field, such as `to[2]`.
    pub field: String,
    /// The ARN that SES wants for it.
    pub arn: ArnState,
}

/// What an address is for SES.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// The envelope's sender.
    Source,
    /// The address in the `From` header.
    From,
    /// The address in the `Sender` header.
    Sender,
    /// Where bounces go.
    ReturnPath,
    /// To, Cc or Bcc.
    Recipient,
}

/// What is known of the ARN that SES wants for an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum ArnState {
    /// None was named.
    Missing {
        /// AWS's member, such as `FromArn`.
        parameter: &'static str,
        /// The draft's, such as `delegate.fromArn`.
        field: &'static str,
    },
    /// One was named that does not cover the address.
    Other {
        /// AWS's member.
        parameter: &'static str,
        /// The ARN, as it stands in the draft.
        arn: String,
    },
    /// One was named that covers it.
    Named {
        /// AWS's member.
        parameter: &'static str,
        /// The ARN.
        arn: String,
    },
    /// SES takes none for it.
    NotTaken,
}

impl Role {
    /// As people say it.
    pub(super) fn as_words(self) -> &'static str {
        match self {
            Self::Source => "Source",
            Self::From => "From",
            Self::Sender => "Sender",
            Self::ReturnPath => "Return-Path",
            Self::Recipient => "recipient",
        }
    }
}

/// Reads AWS's text; without a list, nothing is listed.
pub(super) fn read(message: &str, context: &Context<'_>) -> Listed {
    let Some((_, rest)) = message.split_once("failed the check in region ") else {
        return Listed::default();
    };
    let (region, list) = rest.split_once(':').unwrap_or((rest, ""));
    let region = region.trim().trim_end_matches('.');
    let list = list.trim();
    let whole = list.trim_end_matches(['.', '…', ' ', ',']);
    let places = places(context);
    let mut identities: Vec<FailedIdentity> = Vec::new();
    for identity in entries(whole) {
        if identities.iter().all(|known| known.identity != identity) {
            identities.push(failed(identity, &places));
        }
    }
    Listed {
        region: Some(lower(region)).filter(|region| !region.is_empty()),
        identities,
        is_cut: list.ends_with("...") || list.ends_with('…'),
    }
}

/// AWS writes Regions in capitals here.
fn lower(region: &str) -> String {
    let lower = region.to_ascii_lowercase();
    if lower.parse::<Region>().is_ok() { lower } else { region.to_owned() }
}

/// A name may hold a comma without quotes: what is no identity begins the next one.
fn entries(list: &str) -> Vec<String> {
    let mut entries = Vec::new();
    let mut begun = String::new();
    for entry in split_list(list) {
        begun.push_str(entry);
        if entry.contains('@') || entry.starts_with("arn:") || is_domain(entry) {
            entries.push(std::mem::take(&mut begun));
        } else {
            begun.push_str(", ");
        }
    }
    let left = begun.trim_end_matches(", ");
    if !left.is_empty() {
        entries.push(left.to_owned());
    }
    entries
}

fn failed(identity: String, places: &[(EmailAddress, IdentityRole)]) -> FailedIdentity {
    let address = address(&identity);
    let is_it = |found: &EmailAddress| match identity.parse::<IdentityArn>() {
        Ok(arn) => arn.covers(found),
        Err(_) => match &address {
            Some(address) => address.eq_ignore_ascii_case(found.as_str()),
            None => is_within(found, &identity),
        },
    };
    let roles =
        places.iter().filter(|(address, _)| is_it(address)).map(|(_, role)| role.clone()).collect();
    FailedIdentity { identity, address, roles }
}

/// The address of `identity`, with or without a name, or in an ARN.
fn address(identity: &str) -> Option<String> {
    if let Ok(arn) = identity.parse::<IdentityArn>() {
        return match arn.identity() {
            Identity::Address(address) => Some(address.as_str().to_owned()),
            Identity::Domain(_) => None,
        };
    }
    let bracketed = identity.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>'));
    let address = bracketed.map_or(identity, |(address, _)| address).trim();
    address.contains('@').then(|| address.to_owned())
}

fn is_within(address: &EmailAddress, domain: &str) -> bool {
    let (given, domain) = (address.domain().to_ascii_lowercase(), domain.to_ascii_lowercase());
    is_domain(&domain)
        && given.strip_suffix(&domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Every address of the draft that SES checks, in the order of [`Role`].
fn places(context: &Context<'_>) -> Vec<(EmailAddress, IdentityRole)> {
    let Some(draft) = context.draft else { return Vec::new() };
    let route = context.route();
    let parse = |text: &str| text.parse::<Mailbox>().ok().map(|mailbox| mailbox.address);
    let mut places = Vec::new();
    let mut place = |address: EmailAddress, role: Role, field: &str| {
        let arn = arn_of(draft, route, role, &address);
        places.push((address, IdentityRole { role, field: field.to_owned(), arn }));
    };
    let (from, return_path) = (parse(&draft.from), parse(&draft.return_path));
    if let Some(from) = from {
        // In raw mail the return path, if there is one, is the envelope's sender.
        if return_path.is_none() || !is_raw(route) {
            place(from.clone(), Role::Source, "from");
        }
        place(from, Role::From, "from");
    }
    if let Some(sender) = parse(&draft.sender) {
        place(sender, Role::Sender, "sender");
    }
    if let Some(return_path) = return_path {
        place(return_path, Role::ReturnPath, "returnPath");
    }
    for (field, mailbox) in context.recipients() {
        place(mailbox.address, Role::Recipient, &field);
    }
    places
}

fn is_raw(route: Option<Route>) -> bool {
    matches!(
        route,
        Some(Route::V1SendRawEmail | Route::V1SendRawEmailHeaders | Route::V2SendEmailRaw)
    )
}

/// The ARN that goes with `role`, as `prepare` sends it.
fn arn_of(draft: &Draft, route: Option<Route>, role: Role, address: &EmailAddress) -> ArnState {
    let Some((parameter, field)) = member(role, route) else { return ArnState::NotTaken };
    let given = |delegate: &Delegate, text: &str| {
        let text = if text.trim().is_empty() { delegate.source_arn.trim() } else { text.trim() };
        Some(text.to_owned()).filter(|text| !text.is_empty())
    };
    let covers = |arn: &str| arn.parse::<IdentityArn>().is_ok_and(|arn| arn.covers(address));
    let named = draft.delegate.as_ref().and_then(|delegate| match role {
        Role::From => given(delegate, &delegate.from_arn),
        // The source's ARN goes with the return path only if it covers it.
        Role::ReturnPath => given(delegate, &delegate.return_path_arn)
            .filter(|arn| !delegate.return_path_arn.trim().is_empty() || covers(arn)),
        _ => given(delegate, &delegate.source_arn),
    });
    match named {
        None => ArnState::Missing { parameter, field },
        Some(arn) if covers(&arn) => ArnState::Named { parameter, arn },
        Some(arn) => ArnState::Other { parameter, arn },
    }
}

/// AWS's member for the role's ARN, and the draft's.
fn member(role: Role, route: Option<Route>) -> Option<(&'static str, &'static str)> {
    let is_v2 = matches!(route, Some(Route::V2SendEmailRaw | Route::V2SendEmailSimple));
    let in_headers = route == Some(Route::V1SendRawEmailHeaders);
    let (parameter, field) = match role {
        Role::Sender | Role::Recipient => return None,
        Role::Source | Role::From if is_v2 => ("FromEmailAddressIdentityArn", "delegate.sourceArn"),
        Role::ReturnPath if is_v2 => {
            ("FeedbackForwardingEmailAddressIdentityArn", "delegate.returnPathArn")
        }
        Role::Source if in_headers => ("X-SES-SOURCE-ARN", "delegate.sourceArn"),
        Role::From if in_headers => ("X-SES-FROM-ARN", "delegate.fromArn"),
        Role::ReturnPath if in_headers => ("X-SES-RETURN-PATH-ARN", "delegate.returnPathArn"),
        // Here one member stands for both.
        Role::From if route == Some(Route::V1SendEmail) => ("SourceArn", "delegate.sourceArn"),
        Role::Source => ("SourceArn", "delegate.sourceArn"),
        Role::From => ("FromArn", "delegate.fromArn"),
        Role::ReturnPath => ("ReturnPathArn", "delegate.returnPathArn"),
    };
    Some((parameter, field))
}
