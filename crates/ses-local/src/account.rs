//! What an account may send, and what it has sent.

use std::time::Duration;

use crate::{
    call::Call,
    refusal::{Check, Kind, Refusal},
    world::Account,
};

const DAY: Duration = Duration::from_hours(24);

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
    let since = call.at.checked_sub(DAY).unwrap_or(std::time::UNIX_EPOCH);
    let sent = call.shared.store.recipients(&account.id, call.region, since);
    Ok(Quota {
        max_24_hour_send: account.max_24_hour_send,
        max_send_rate: account.max_send_rate,
        sent_last_24_hours: f64::from(u32::try_from(sent).unwrap_or(u32::MAX)),
    })
}
