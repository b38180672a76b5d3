//! What an account may send, and what it has sent.

use crate::{
    call::Call,
    refusal::{Check, Kind, Refusal},
    world::Account,
};

/// The sending limits of an account in a Region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Quota {
    pub max_24_hour_send: f64,
    pub max_send_rate: f64,
    pub sent_last_24_hours: f64,
}

/// The caller's account.
pub(crate) fn account<'w>(call: &Call<'w>) -> Result<&'w Account, Refusal> {
    // A key of an account that the world no longer has.
    call.world.account(call.account()).ok_or_else(|| {
        let message = "The security token included in the request is invalid.";
        Refusal::new(Kind::InvalidToken, Check::Credentials, message)
    })
}

/// The caller's quota, by recipients.
pub(crate) fn quota(call: &Call<'_>) -> Result<Quota, Refusal> {
    let account = account(call)?;
    let sent_last_24_hours =
        call.shared.quota.sent_last_24_hours(&account.id, call.region, call.at);
    Ok(Quota {
        max_24_hour_send: account.max_24_hour_send,
        max_send_rate: account.max_send_rate,
        sent_last_24_hours,
    })
}
