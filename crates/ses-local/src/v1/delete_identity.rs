//! `DeleteIdentity`, with its policies; no error if there is none.

use crate::{
    call::Call,
    constraint::Constraints,
    form::Form,
    identities::{delete, named},
    permission::permit,
    refusal::{Api, Refusal},
    xml::Structure,
};

pub(super) async fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let action = "ses:DeleteIdentity";
    let identity = form.get("Identity");
    Constraints::new().required("identity", identity).check()?;
    let arn = named(call, action, identity.unwrap_or_default())?;
    permit(call, action, &arn.to_string())?;
    delete(call, &arn, Api::V1).await?;
    Ok(Structure::new())
}
