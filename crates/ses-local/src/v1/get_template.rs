//! `GetTemplate`.

use crate::{
    call::Call, constraint::Constraints, form::Form, permission::permit, refusal::Refusal,
    templates, xml::Structure,
};

pub(super) fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let name = form.get("TemplateName");
    Constraints::new().required("templateName", name).check()?;
    let name = name.unwrap_or_default();
    permit(call, "ses:GetTemplate", &templates::arn(call, name))?;
    let template = templates::find(call.world, call, name)?;
    let members = Structure::new()
        .with("TemplateName", template.name.as_str())
        .with_some("SubjectPart", template.subject.as_deref())
        .with_some("TextPart", template.text.as_deref())
        .with_some("HtmlPart", template.html.as_deref());
    Ok(Structure::new().with("Template", members))
}
