//! `[[session]]` and `[[user]]`: who has credentials.

use std::time::{Duration, SystemTime};

use serde::Deserialize;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use toml::Spanned;

use super::{place::Place, policy::PolicyTable};
use crate::{
    policy::Policy,
    random,
    secret::Secret,
    world::{Caller, Key, UserPermissions, World, WorldError},
};

/// AWS's longest session.
const GENERATED_SESSION_LASTS: Duration = Duration::from_hours(12);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SessionTable {
    account: Spanned<String>,
    role: String,
    session: String,
    access_key_id: Option<Spanned<String>>,
    secret_access_key: Option<String>,
    session_token: Option<String>,
    expires: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UserTable {
    account: Spanned<String>,
    name: String,
    access_key_id: Option<Spanned<String>>,
    secret_access_key: Option<String>,
    policy: Option<Vec<PolicyTable>>,
}

impl SessionTable {
    pub(super) fn key(
        self,
        place: &Place<'_>,
        world: &World,
        now: SystemTime,
    ) -> Result<Key, WorldError> {
        let at = format!("[[session]] '{}/{}'", self.role, self.session);
        place.known_account(&at, &self.account, world)?;
        let expires = match &self.expires {
            None => now + GENERATED_SESSION_LASTS,
            Some(text) => OffsetDateTime::parse(text.get_ref(), &Rfc3339)
                .map_err(|_| {
                    let found = text.get_ref();
                    let problem =
                        format!("expected a time like 2026-01-31T12:00:00Z, but found '{found}'");
                    place.error(text, &format!("{at}, expires"), problem)
                })?
                .into(),
        };
        let (access_key_id, secret_access_key, session_token) = match (
            &self.access_key_id,
            self.secret_access_key,
            self.session_token,
        ) {
            (None, None, None) => {
                (random::access_key_id(), random::secret_access_key(), random::session_token())
            }
            (Some(id), Some(secret), Some(token)) => {
                place.access_key_id(&at, id, "ASIA", world)?;
                (id.get_ref().clone(), Secret::new(secret), Secret::new(token))
            }
            _ => {
                let problem = "expected access_key_id, secret_access_key and session_token together, \
                                   or none of them, but found some";
                return Err(place.error(&self.account, &at, problem.to_owned()));
            }
        };
        Ok(Key {
            generated: self.access_key_id.is_none(),
            session_policy: None,
            access_key_id,
            secret_access_key,
            session_token: Some(session_token),
            expires: Some(expires),
            caller: Caller::Session {
                account: self.account.into_inner(),
                role: self.role,
                session: self.session,
            },
        })
    }
}

impl UserTable {
    /// What the user may do, if it is said.
    pub(super) fn permissions(
        &mut self,
        place: &Place<'_>,
    ) -> Result<Option<UserPermissions>, WorldError> {
        let at = format!("[[user]] '{}'", self.name);
        let Some(tables) = self.policy.take() else { return Ok(None) };
        let policies = tables
            .into_iter()
            .map(|table| table.policy(place, &at, Policy::identity_based))
            .collect::<Result<_, _>>()?;
        let (account, name) = (self.account.get_ref().clone(), self.name.clone());
        Ok(Some(UserPermissions { account, name, policies }))
    }

    pub(super) fn key(self, place: &Place<'_>, world: &World) -> Result<Key, WorldError> {
        let at = format!("[[user]] '{}'", self.name);
        place.known_account(&at, &self.account, world)?;
        let generated = self.access_key_id.is_none();
        let (access_key_id, secret_access_key) = match (self.access_key_id, self.secret_access_key)
        {
            (None, None) => (random::user_access_key_id(), random::secret_access_key()),
            (Some(id), Some(secret)) => {
                place.access_key_id(&at, &id, "AKIA", world)?;
                (id.into_inner(), Secret::new(secret))
            }
            _ => {
                let problem = "expected access_key_id and secret_access_key together, or none of \
                               them, but found one";
                return Err(place.error(&self.account, &at, problem.to_owned()));
            }
        };
        Ok(Key {
            access_key_id,
            secret_access_key,
            session_token: None,
            expires: None,
            generated,
            session_policy: None,
            caller: Caller::User { account: self.account.into_inner(), name: self.name },
        })
    }
}
