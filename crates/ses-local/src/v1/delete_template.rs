//! `DeleteTemplate`; no error if there is none: the model knows none.

use crate::{
    call::Call,
    constraint::Constraints,
    form::Form,
    permission::permit,
    refusal::{Api, Refusal},
    templates,
    xml::Structure,
};

pub(super) async fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let name = form.get("TemplateName");
    Constraints::new().required("templateName", name).check()?;
    let name = name.unwrap_or_default();
    permit(call, "ses:DeleteTemplate", &templates::arn(call, name))?;
    templates::delete(call, name, Api::V1).await?;
    Ok(Structure::new())
}
