//! `CreateConfigurationSet`.

use crate::{
    call::Call,
    configuration_sets::{arn, create},
    constraint::Constraints,
    form::Form,
    permission::permit,
    refusal::Refusal,
    xml::Structure,
};

pub(super) async fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let name = form.get("ConfigurationSet.Name");
    let constraints = match form.under("ConfigurationSet").next() {
        None => Constraints::new().required::<str>("configurationSet", None),
        Some(_) => Constraints::new().required("configurationSet.name", name),
    };
    constraints.check()?;
    let name = name.unwrap_or_default();
    permit(call, "ses:CreateConfigurationSet", &arn(call, name))?;
    create(call, name).await?;
    Ok(Structure::new())
}
