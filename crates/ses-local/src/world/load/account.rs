//! `[[account]]`.

use serde::Deserialize;
use toml::Spanned;

use super::{place::Place, yes};
use crate::world::{Account, World, WorldError};

/// What an account out of the sandbox has, if nothing else is said: more than
/// one machine can use.
const UNLIMITED: f64 = -1.0;
const FAST: f64 = 100_000.0;
/// Developer Guide, "Service quotas in Amazon SES".
const SANDBOX_MAX_24_HOUR_SEND: f64 = 200.0;
const SANDBOX_MAX_SEND_RATE: f64 = 1.0;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountTable {
    id: Spanned<String>,
    name: String,
    organization: Option<String>,
    #[serde(default)]
    sandbox: bool,
    #[serde(default = "yes")]
    sending: bool,
    max_24_hour_send: Option<Spanned<f64>>,
    max_send_rate: Option<Spanned<f64>>,
}

impl AccountTable {
    pub(super) fn account(self, place: &Place<'_>, world: &World) -> Result<Account, WorldError> {
        let at = format!("[[account]] '{}', id", self.name);
        let id = self.id.get_ref();
        if id.len() != 12 || !id.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(place.error(
                &self.id,
                &at,
                format!("expected 12 digits, but found '{id}'"),
            ));
        }
        if world.accounts.iter().any(|account| account.id == *id) {
            return Err(place.error(
                &self.id,
                &at,
                format!("expected each account once, but found '{id}' again"),
            ));
        }
        let (quota, rate) = if self.sandbox {
            (SANDBOX_MAX_24_HOUR_SEND, SANDBOX_MAX_SEND_RATE)
        } else {
            (UNLIMITED, FAST)
        };
        let at = format!("[[account]] '{}'", self.name);
        let max_24_hour_send = match &self.max_24_hour_send {
            Some(given) if *given.get_ref() < 0.0 && (given.get_ref() + 1.0).abs() > 1e-9 => {
                let found = given.get_ref();
                let problem =
                    format!("expected -1 (no limit) or a number from 0, but found {found}");
                return Err(place.error_at(
                    given.span(),
                    &format!("{at}, max_24_hour_send"),
                    problem,
                ));
            }
            Some(given) => *given.get_ref(),
            None => quota,
        };
        let max_send_rate = match &self.max_send_rate {
            Some(given) if given.get_ref().is_nan() || *given.get_ref() <= 0.0 => {
                let problem = format!("expected a number over 0, but found {}", given.get_ref());
                return Err(place.error_at(given.span(), &format!("{at}, max_send_rate"), problem));
            }
            Some(given) => *given.get_ref(),
            None => rate,
        };
        Ok(Account {
            id: self.id.into_inner(),
            name: self.name,
            organization: self.organization,
            sandbox: self.sandbox,
            sending: self.sending,
            max_24_hour_send,
            max_send_rate,
        })
    }
}
