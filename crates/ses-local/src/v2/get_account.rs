//! `GetAccount`.

use serde_json::{Value, json};

use crate::{
    account::{account, quota},
    call::Call,
    permission::permit,
    refusal::Refusal,
};

pub(super) fn answer(call: &Call<'_>) -> Result<Value, Refusal> {
    permit(call, "ses:GetAccount", "*")?;
    let (account, quota) = (account(call)?, quota(call)?);
    Ok(json!({
        "DedicatedIpAutoWarmupEnabled": false,
        "EnforcementStatus": "HEALTHY",
        "ProductionAccessEnabled": !account.sandbox,
        "SendQuota": {
            "Max24HourSend": quota.max_24_hour_send,
            "MaxSendRate": quota.max_send_rate,
            "SentLast24Hours": quota.sent_last_24_hours,
        },
        "SendingEnabled": account.sending,
        "SuppressionAttributes": { "SuppressedReasons": [] },
    }))
}
