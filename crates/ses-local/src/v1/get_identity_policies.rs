//! `GetIdentityPolicies`: those asked for that there are, as they were put.

use crate::{
    call::Call,
    constraint::Constraints,
    form::Form,
    identities::{known, named},
    permission::permit,
    policy::MAX_POLICIES,
    refusal::{Api, Check, Refusal},
    xml::{Structure, Value},
};

pub(super) fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let action = "ses:GetIdentityPolicies";
    let identity = form.get("Identity");
    Constraints::new()
        .required("identity", identity)
        .required("policyNames", form.under("PolicyNames").next())
        .check()?;
    let names = form.list("PolicyNames")?;
    let arn = named(call, action, identity.unwrap_or_default())?;
    permit(call, action, &arn.to_string())?;
    if names.len() > MAX_POLICIES {
        let message =
            format!("Expected at most {MAX_POLICIES} policies, but found {}.", names.len());
        return Err(Refusal::invalid(Check::Request, message)
            .note("AWS does not publish the words of this error."));
    }
    let policies = known(call.world, Api::V1, &arn)?
        .policies
        .iter()
        .filter(|policy| names.contains(&policy.name))
        .map(|policy| (policy.name.clone(), Value::from(policy.document.as_str())))
        .collect();
    Ok(Structure::new().with("Policies", Value::Map(policies)))
}
