//! `ListTemplates`: the newest first, 10 a page. A `MaxItems` out of its
//! bounds is taken as 100.

use crate::{
    call::Call,
    clock::rfc3339,
    form::Form,
    paging::{v1_size, within},
    permission::permit,
    refusal::Refusal,
    templates::{self, DEFAULT_PAGE, MAX_PAGE, unknown_token},
    xml::Structure,
};

pub(super) fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let size = v1_size(form.get("MaxItems"))?;
    permit(call, "ses:ListTemplates", "*")?;
    let size = within(size, DEFAULT_PAGE, MAX_PAGE).unwrap_or(MAX_PAGE);
    let token = form.get("NextToken");
    let page = templates::list(call, size, token).map_err(|_| unknown_token(token))?;
    let templates: Vec<Structure> = page
        .items
        .iter()
        .map(|template| {
            Structure::new()
                .with("Name", template.name.as_str())
                .with("CreatedTimestamp", rfc3339(template.created_at))
        })
        .collect();
    Ok(Structure::new().with("TemplatesMetadata", templates).with_some("NextToken", page.next))
}
