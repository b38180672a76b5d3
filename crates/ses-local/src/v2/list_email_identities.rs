//! `ListEmailIdentities`: by name, 25 a page. Older SDKs send a GET with a
//! query, newer ones a POST with a body that may filter.

use serde::Deserialize;
use serde_json::{Value, json};

use super::input::{body, parameters};
use crate::{
    call::Call,
    constraint::Constraints,
    identities::{self, Type},
    paging::{v2_size, within},
    permission::permit,
    refusal::{Check, Refusal},
    world::Identity,
};

const DEFAULT_PAGE: usize = 25;
const MAX_PAGE: usize = 1000;

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Members {
    filter: Option<Filter>,
    next_token: Option<String>,
    page_size: Option<i32>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE", default)]
struct Filter {
    identity_name_contains: Option<String>,
    identity_type: Option<String>,
    verification_status: Option<String>,
}

pub(super) fn by_query(call: &Call<'_>, query: Option<&str>) -> Result<Value, Refusal> {
    let query = parameters(query)?;
    let page_size = v2_size(query.get("PageSize"))?;
    list(call, Members { filter: None, next_token: query.text("NextToken"), page_size })
}

pub(super) fn by_body(call: &Call<'_>, bytes: &[u8]) -> Result<Value, Refusal> {
    list(call, if bytes.is_empty() { Members::default() } else { body(bytes)? })
}

fn list(call: &Call<'_>, members: Members) -> Result<Value, Refusal> {
    let Members { filter, next_token, page_size } = members;
    let filter = filter.unwrap_or_default();
    let (kind, status) = (filter.identity_type.as_deref(), filter.verification_status.as_deref());
    let statuses = ["PENDING", "SUCCESS", "FAILED", "TEMPORARY_FAILURE", "NOT_STARTED"];
    Constraints::new()
        .one_of("filter.identityType", kind, &["EMAIL_ADDRESS", "DOMAIN", "MANAGED_DOMAIN"])
        .one_of("filter.verificationStatus", status, &statuses)
        .check()?;
    permit(call, "ses:ListEmailIdentities", "*")?;
    let size = within(page_size, DEFAULT_PAGE, MAX_PAGE).ok_or_else(|| {
        let given = page_size.unwrap_or_default();
        let message = format!(
            "Value {given} for parameter PageSize is invalid. PageSize must be between 1 and \
             {MAX_PAGE}."
        );
        Refusal::invalid(Check::Request, message)
    })?;
    let part = filter.identity_name_contains.unwrap_or_default().to_lowercase();
    let wanted = |one: &Identity| {
        one.arn.name.to_lowercase().contains(&part)
            && kind.is_none_or(|kind| Type::of(&one.arn.name).v2() == kind)
            && status.is_none_or(|status| verification_status(one) == status)
    };
    let page = identities::list(call, wanted, size, next_token.as_deref()).map_err(|_| {
        let message = format!("Invalid NextToken <{}>.", next_token.unwrap_or_default());
        Refusal::invalid(Check::Request, message)
    })?;
    let identities: Vec<Value> = page
        .items
        .iter()
        .map(|one| {
            json!({
                "IdentityType": Type::of(&one.arn.name).v2(),
                "IdentityName": one.arn.name,
                "SendingEnabled": one.verified,
                "VerificationStatus": verification_status(one),
            })
        })
        .collect();
    Ok(json!({ "EmailIdentities": identities, "NextToken": page.next }))
}

fn verification_status(identity: &Identity) -> &'static str {
    if identity.verified { "SUCCESS" } else { "PENDING" }
}
