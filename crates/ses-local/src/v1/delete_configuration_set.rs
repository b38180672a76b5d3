//! `DeleteConfigurationSet`.

use crate::{
    call::Call,
    configuration_sets::{arn, delete},
    constraint::Constraints,
    form::Form,
    permission::permit,
    refusal::Refusal,
    xml::Structure,
};

pub(super) async fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let name = form.get("ConfigurationSetName");
    Constraints::new().required("configurationSetName", name).check()?;
    let name = name.unwrap_or_default();
    permit(call, "ses:DeleteConfigurationSet", &arn(call, name))?;
    delete(call, name).await?;
    Ok(Structure::new())
}
