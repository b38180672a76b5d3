//! `GetEmailIdentity`.

use serde_json::{Map, Value, json};

use super::dkim;
use crate::{
    call::Call,
    identities::{Type, find, not_found, own},
    permission::permit,
    refusal::Refusal,
};

pub(super) fn answer(call: &Call<'_>, name: &str) -> Result<Value, Refusal> {
    let arn = own(call, name);
    permit(call, "ses:GetEmailIdentity", &arn.to_string())?;
    let identity = find(call.world, &arn)
        .ok_or_else(|| not_found(format!("Identity {name} does not exist.")))?;
    let policies: Map<String, Value> = identity
        .policies
        .iter()
        .map(|policy| (policy.name.clone(), policy.document.as_str().into()))
        .collect();
    Ok(json!({
        "IdentityType": Type::of(name).v2(),
        "FeedbackForwardingStatus": true,
        "VerifiedForSendingStatus": identity.verified,
        "VerificationStatus": if identity.verified { "SUCCESS" } else { "PENDING" },
        "DkimAttributes": dkim::attributes(&identity.arn, identity.verified),
        "MailFromAttributes": { "BehaviorOnMxFailure": "USE_DEFAULT_VALUE" },
        "Policies": policies,
        "Tags": [],
    }))
}
