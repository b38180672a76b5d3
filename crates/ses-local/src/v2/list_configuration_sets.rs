//! `ListConfigurationSets`: by name, 50 a page. Older SDKs send a GET with a
//! query, newer ones a POST with a body that may filter.

use serde::Deserialize;
use serde_json::{Value, json};

use super::input::{body, parameters};
use crate::{
    call::Call,
    configuration_sets::{self, DEFAULT_PAGE, MAX_PAGE},
    paging::{v2_size, within},
    permission::permit,
    refusal::{Check, Refusal},
};

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
    configuration_set_name_contains: Option<String>,
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
    permit(call, "ses:ListConfigurationSets", "*")?;
    let refuse = |message: String| Refusal::invalid(Check::Request, message);
    let size = within(members.page_size, DEFAULT_PAGE, MAX_PAGE)
        .ok_or_else(|| refuse(format!("The page size must be between 1 and {MAX_PAGE}")))?;
    let part = members.filter.and_then(|filter| filter.configuration_set_name_contains);
    if part.as_ref().is_some_and(|part| !(3..=64).contains(&part.chars().count())) {
        let message = "CONFIGURATION_SET_NAME_CONTAINS must be between 3 and 64 characters";
        return Err(refuse(message.to_owned()));
    }
    let token = members.next_token;
    let page = configuration_sets::list(call, part.as_deref(), size, token.as_deref())
        .map_err(|_| refuse(format!("invalid nextToken {}", token.unwrap_or_default())))?;
    Ok(json!({ "ConfigurationSets": page.items, "NextToken": page.next }))
}
