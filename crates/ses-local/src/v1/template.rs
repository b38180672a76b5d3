//! The `Template` structure of `CreateTemplate` and `UpdateTemplate`.

use crate::{change::Content, constraint::Constraints, form::Form, refusal::Refusal};

/// The name and the content of the template.
pub(super) fn template(form: &Form) -> Result<(&str, Content), Refusal> {
    let name = form.get("Template.TemplateName");
    let constraints = match form.under("Template").next() {
        None => Constraints::new().required::<str>("template", None),
        Some(_) => Constraints::new().required("template.templateName", name),
    };
    constraints.check()?;
    let content = Content {
        subject: form.text("Template.SubjectPart"),
        text: form.text("Template.TextPart"),
        html: form.text("Template.HtmlPart"),
    };
    Ok((name.unwrap_or_default(), content))
}
