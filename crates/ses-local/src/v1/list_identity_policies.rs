//! `ListIdentityPolicies`: the names.

use crate::{
    call::Call,
    constraint::Constraints,
    form::Form,
    identities::{known, named},
    permission::permit,
    refusal::{Api, Refusal},
    xml::Structure,
};

pub(super) fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let action = "ses:ListIdentityPolicies";
    let identity = form.get("Identity");
    Constraints::new().required("identity", identity).check()?;
    let arn = named(call, action, identity.unwrap_or_default())?;
    permit(call, action, &arn.to_string())?;
    let identity = known(call.world, Api::V1, &arn)?;
    let mut names: Vec<&str> = identity.policies.iter().map(|one| one.name.as_str()).collect();
    names.sort_unstable();
    Ok(Structure::new().with("PolicyNames", names))
}
