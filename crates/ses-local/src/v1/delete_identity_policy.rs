//! `DeleteIdentityPolicy`; no error if there is none.

use crate::{
    call::Call,
    constraint::Constraints,
    form::Form,
    identities::named,
    identity_policies::{constrained, delete},
    permission::permit,
    refusal::{Api, Refusal},
    xml::Structure,
};

pub(super) async fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let action = "ses:DeleteIdentityPolicy";
    let (identity, name) = (form.get("Identity"), form.get("PolicyName"));
    constrained(Constraints::new().required("identity", identity), name).check()?;
    let arn = named(call, action, identity.unwrap_or_default())?;
    permit(call, action, &arn.to_string())?;
    delete(call, &arn, name.unwrap_or_default(), Api::V1).await?;
    Ok(Structure::new())
}
