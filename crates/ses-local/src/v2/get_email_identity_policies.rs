//! `GetEmailIdentityPolicies`: all of them, as they were put.

use serde_json::{Map, Value, json};

use crate::{
    call::Call,
    identities::{known, own},
    permission::permit,
    refusal::{Api, Refusal},
};

pub(super) fn answer(call: &Call<'_>, identity: &str) -> Result<Value, Refusal> {
    let arn = own(call, identity);
    permit(call, "ses:GetEmailIdentityPolicies", &arn.to_string())?;
    let policies: Map<String, Value> = known(call.world, Api::V2, &arn)?
        .policies
        .iter()
        .map(|policy| (policy.name.clone(), policy.document.as_str().into()))
        .collect();
    Ok(json!({ "Policies": policies }))
}
