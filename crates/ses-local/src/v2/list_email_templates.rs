//! `ListEmailTemplates`: the newest first, 10 a page.

use serde_json::{Value, json};

use super::input::parameters;
use crate::{
    call::Call,
    clock::unix_millis,
    paging::{v2_size, within},
    permission::permit,
    refusal::{Check, Refusal},
    templates::{self, DEFAULT_PAGE, MAX_PAGE, unknown_token},
};

pub(super) fn answer(call: &Call<'_>, query: Option<&str>) -> Result<Value, Refusal> {
    let query = parameters(query)?;
    let size = v2_size(query.get("PageSize"))?;
    permit(call, "ses:ListEmailTemplates", "*")?;
    let size = within(size, DEFAULT_PAGE, MAX_PAGE).ok_or_else(|| {
        let message = format!("The page size must be between 1 and {MAX_PAGE}");
        Refusal::invalid(Check::Request, message)
    })?;
    let token = query.get("NextToken");
    let page = templates::list(call, size, token).map_err(|_| unknown_token(token))?;
    let templates: Vec<Value> = page
        .items
        .iter()
        .map(|template| {
            let millis = Value::from(unix_millis(template.created_at));
            let seconds = millis.as_f64().unwrap_or_default() / 1000.0;
            json!({ "TemplateName": template.name, "CreatedTimestamp": seconds })
        })
        .collect();
    Ok(json!({ "TemplatesMetadata": templates, "NextToken": page.next }))
}
