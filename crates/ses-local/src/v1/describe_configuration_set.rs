//! `DescribeConfigurationSet`: its name. Event destinations and tracking,
//! delivery and reputation options are not kept here, so none are answered.

use crate::{
    call::Call,
    configuration_sets::{arn, find},
    constraint::Constraints,
    form::Form,
    permission::permit,
    refusal::Refusal,
    xml::Structure,
};

pub(super) fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let name = form.get("ConfigurationSetName");
    Constraints::new().required("configurationSetName", name).check()?;
    let name = name.unwrap_or_default();
    permit(call, "ses:DescribeConfigurationSet", &arn(call, name))?;
    let set = find(call.world, call, name)?;
    let members = Structure::new().with("Name", set.name.as_str());
    Ok(Structure::new().with("ConfigurationSet", members))
}
