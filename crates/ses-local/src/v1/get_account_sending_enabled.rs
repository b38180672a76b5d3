//! `GetAccountSendingEnabled`.

use crate::{account::account, call::Call, permission::permit, refusal::Refusal, xml::Structure};

pub(super) fn answer(call: &Call<'_>) -> Result<Structure, Refusal> {
    permit(call, "ses:GetAccountSendingEnabled", "*")?;
    Ok(Structure::new().with("Enabled", account(call)?.sending.to_string()))
}
