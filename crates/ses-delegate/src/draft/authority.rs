//! Whose identity it is, and so where it goes.

use serde::{Deserialize, Serialize};

use super::{Draft, given, note};
use crate::address::Mailbox;
use crate::arn::IdentityArn;
use crate::delegation::{Authority, Delegation};
use crate::error::ParseError;
use crate::region::{Endpoint, Region};

/// The ARNs that the identity owner handed over.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Delegate {
    /// Authorises the sender.
    pub source_arn: String,
    /// Authorises the `From` header, if another than `source_arn`.
    pub from_arn: String,
    /// Authorises the return path, if another than `source_arn`.
    pub return_path_arn: String,
}

pub(super) fn read(draft: &Draft, errors: &mut Vec<ParseError>) -> Option<Authority> {
    let known = errors.len();
    let region = given(&draft.region)
        .and_then(|text| note(errors, text.parse::<Region>().map_err(|e| e.at("region"))));
    let Some(delegate) = &draft.delegate else {
        if region.is_none() && errors.len() == known {
            let expected = "the Region where your identity is verified";
            errors.push(ParseError::quoting("region.syntax", expected, "").at("region"));
        }
        return region.map(Authority::Own);
    };
    let mut arn = |field: &str, text: &str| {
        let read = text.parse::<IdentityArn>().map_err(|e| e.at(field).at("delegate"));
        note(errors, read)
    };
    let source = arn("sourceArn", &delegate.source_arn);
    let from = given(&delegate.from_arn).and_then(|text| arn("fromArn", text));
    let return_path = given(&delegate.return_path_arn).and_then(|text| arn("returnPathArn", text));
    if errors.len() > known {
        return None;
    }
    let delegation = delegation(region, source?, from, return_path);
    note(errors, delegation).map(Authority::Delegated)
}

/// AWS's, unless another is named.
pub(super) fn endpoint(draft: &Draft, authority: &Authority) -> Result<Endpoint, ParseError> {
    match (given(&draft.endpoint), draft.endpoint_variant) {
        (None, variant) => authority.endpoint(variant.unwrap_or_default()).map_err(|error| {
            let field = match (error.code(), &draft.delegate) {
                ("region.fips", _) => "endpointVariant",
                (_, Some(_)) if given(&draft.region).is_none() => "delegate.sourceArn",
                _ => "region",
            };
            error.at(field)
        }),
        (Some(origin), None) => {
            Endpoint::dangerous_at(authority.region(), origin).map_err(|error| error.at("endpoint"))
        }
        (Some(_), Some(variant)) => Err(ParseError::quoting(
            "endpoint.variant",
            "nothing beside `endpoint`, which says already where to send",
            variant.as_str(),
        )
        .at("endpointVariant")),
    }
}

/// The fields of the error tell which ARN does not fit.
fn delegation(
    region: Option<Region>,
    source: IdentityArn,
    from: Option<IdentityArn>,
    return_path: Option<IdentityArn>,
) -> Result<Delegation, ParseError> {
    let build = || {
        let mut delegation = match region {
            Some(region) => Delegation::at(region, source)?,
            None => Delegation::new(source)?,
        };
        if let Some(arn) = from {
            delegation = delegation.with_from(arn)?;
        }
        if let Some(arn) = return_path {
            delegation = delegation.with_return_path(arn)?;
        }
        Ok(delegation)
    };
    build().map_err(|e: ParseError| if e.field() == "region" { e } else { e.at("delegate") })
}

/// Without a return path bounces go to the sender, whom a return path's ARN must then cover.
pub(super) fn covers_the_sender(authority: &Authority, from: &Mailbox) -> Result<(), ParseError> {
    match authority.delegation().and_then(Delegation::named_return_path) {
        Some(arn) if !arn.covers(&from.address) => Err(ParseError::quoting(
            "delegation.return_path",
            format!("an ARN that covers {}, where bounces go without a return path", from.address),
            arn.as_str(),
        )
        .at("delegate.returnPathArn")),
        _ => Ok(()),
    }
}
