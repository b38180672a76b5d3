//! `TestRenderTemplate`: the message, not sent.

use crate::{
    call::Call,
    constraint::Constraints,
    form::Form,
    permission::permit,
    refusal::Refusal,
    templates::{self, MAX_DATA},
    xml::Structure,
};

pub(super) fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let (name, data) = (form.get("TemplateName"), form.get("TemplateData"));
    Constraints::new()
        .required("templateName", name)
        .required("templateData", data)
        .length("templateData", data, 0, MAX_DATA)
        .check()?;
    let name = name.unwrap_or_default();
    permit(call, "ses:TestRenderTemplate", &templates::arn(call, name))?;
    let message = templates::test_render(call, name, data.unwrap_or_default())?;
    Ok(Structure::new().with("RenderedTemplate", message))
}
