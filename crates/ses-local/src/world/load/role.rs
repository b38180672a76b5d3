//! `[[role]]`.

use std::time::Duration;

use serde::Deserialize;
use toml::Spanned;

use super::{place::Place, policy::PolicyTable};
use crate::{
    policy::Policy,
    world::{Role, World, WorldError},
};

const HOUR: u64 = 3600;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleTable {
    account: Spanned<String>,
    name: Spanned<String>,
    trust: Option<Spanned<String>>,
    policy: Option<Vec<PolicyTable>>,
    /// Seconds.
    max_session_duration: Option<Spanned<u64>>,
}

impl RoleTable {
    pub(super) fn role(self, place: &Place<'_>, world: &World) -> Result<Role, WorldError> {
        let name = self.name.get_ref();
        let at = format!("[[role]] '{name}'");
        place.known_account(&at, &self.account, world)?;
        if world.role(self.account.get_ref(), name).is_some() {
            let problem = format!("expected each role once, but found '{name}' again");
            return Err(place.error(&self.name, &format!("{at}, name"), problem));
        }
        let trust = match &self.trust {
            Some(document) => Some(Policy::trust(document.get_ref()).map_err(|error| {
                place.document_error(document, &format!("{at}, trust"), error.to_string())
            })?),
            None => None,
        };
        let permissions = self
            .policy
            .map(|tables| {
                tables
                    .into_iter()
                    .map(|table| table.policy(place, &at, Policy::identity_based))
                    .collect::<Result<Vec<_>, _>>()
            })
            .transpose()?;
        let seconds = self.max_session_duration.as_ref().map_or(HOUR, |given| *given.get_ref());
        if let Some(given) = &self.max_session_duration
            && !(HOUR..=12 * HOUR).contains(&seconds)
        {
            let problem = format!("expected 3600 to 43200 seconds, but found {seconds}");
            let at = format!("{at}, max_session_duration");
            return Err(place.error_at(given.span(), &at, problem));
        }
        Ok(Role {
            account: self.account.into_inner(),
            name: self.name.into_inner(),
            trust,
            permissions,
            max_session: Duration::from_secs(seconds),
        })
    }
}
