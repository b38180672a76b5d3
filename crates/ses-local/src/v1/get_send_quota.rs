//! `GetSendQuota`.

use crate::{account::quota, call::Call, permission::permit, refusal::Refusal, xml::Structure};

pub(super) fn answer(call: &Call<'_>) -> Result<Structure, Refusal> {
    permit(call, "ses:GetSendQuota", "*")?;
    let quota = quota(call)?;
    // As Java writes a double: 200.0.
    let double = |number: f64| format!("{number:?}");
    Ok(Structure::new()
        .with("Max24HourSend", double(quota.max_24_hour_send))
        .with("MaxSendRate", double(quota.max_send_rate))
        .with("SentLast24Hours", double(quota.sent_last_24_hours)))
}
