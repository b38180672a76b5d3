//! `ListConfigurationSets`: by name, 50 a page. A `MaxItems` out of its bounds
//! is taken as 50, and a token nobody gave out is refused without a word.

use crate::{
    call::Call,
    configuration_sets::{self, DEFAULT_PAGE, MAX_PAGE},
    form::Form,
    paging::{v1_size, within},
    permission::permit,
    refusal::{Check, Kind, Refusal},
    xml::Structure,
};

pub(super) fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let size = v1_size(form.get("MaxItems"))?;
    permit(call, "ses:ListConfigurationSets", "*")?;
    let size = within(size, DEFAULT_PAGE, MAX_PAGE).unwrap_or(DEFAULT_PAGE);
    let page = configuration_sets::list(call, None, size, form.get("NextToken"))
        .map_err(|_| Refusal::silent(Kind::InvalidParameter, Check::Request))?;
    let sets: Vec<Structure> =
        page.items.iter().map(|name| Structure::new().with("Name", *name)).collect();
    Ok(Structure::new().with("ConfigurationSets", sets).with_some("NextToken", page.next))
}
