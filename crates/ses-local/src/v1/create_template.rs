//! `CreateTemplate`.

use super::template::template;
use crate::{
    call::Call, form::Form, permission::permit, refusal::Refusal, templates, xml::Structure,
};

pub(super) async fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let (name, content) = template(form)?;
    permit(call, "ses:CreateTemplate", &templates::arn(call, name))?;
    templates::create(call, name, content).await?;
    Ok(Structure::new())
}
