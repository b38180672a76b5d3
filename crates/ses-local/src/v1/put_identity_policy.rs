//! `PutIdentityPolicy`: makes a policy or replaces it.

use crate::{
    call::Call,
    constraint::Constraints,
    form::Form,
    identities::named,
    identity_policies::{Put, constrained, put},
    permission::permit,
    refusal::Refusal,
    xml::Structure,
};

pub(super) async fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let action = "ses:PutIdentityPolicy";
    let identity = form.get("Identity");
    let (name, document) = (form.get("PolicyName"), form.get("Policy"));
    constrained(Constraints::new().required("identity", identity), name)
        .required("policy", document)
        .length("policy", document, 1, usize::MAX)
        .check()?;
    let arn = named(call, action, identity.unwrap_or_default())?;
    permit(call, action, &arn.to_string())?;
    let (name, document) = (name.unwrap_or_default(), document.unwrap_or_default());
    put(call, &arn, name, document, Put::CreateOrUpdate).await?;
    Ok(Structure::new())
}
