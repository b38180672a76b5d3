//! TOML in, [`World`] out.

use std::time::{Duration, SystemTime};

use serde::Deserialize;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use toml::Spanned;

use super::{Account, Caller, ConfigurationSet, Identity, Key, NamedPolicy, World, WorldError};
use crate::{
    identity::{IdentityArn, is_region, same_name},
    policy::Policy,
    random,
    secret::Secret,
};

/// AWS's longest session.
const GENERATED_SESSION_LASTS: Duration = Duration::from_hours(12);
/// SES's own limits for sending authorization policies.
const MAX_POLICIES: usize = 20;
const MAX_POLICY_BYTES: usize = 4096;

pub(super) fn world(file: &str, text: &str, now: SystemTime) -> Result<World, WorldError> {
    let place = Place { file, text };
    let tables: Tables = toml::from_str(text).map_err(|error| WorldError {
        file: file.to_owned(),
        line: error.span().map(|span| place.line(span.start)),
        place: None,
        problem: error.message().to_owned(),
    })?;
    let mut world = World {
        accounts: Vec::new(),
        identities: Vec::new(),
        keys: Vec::new(),
        configuration_sets: Vec::new(),
    };
    for table in tables.account {
        let account = table.account(&place, &world)?;
        world.accounts.push(account);
    }
    for table in tables.identity {
        let identity = table.identity(&place, &world)?;
        world.identities.push(identity);
    }
    for table in tables.session {
        let key = table.key(&place, &world, now)?;
        world.keys.push(key);
    }
    for table in tables.user {
        let key = table.key(&place, &world)?;
        world.keys.push(key);
    }
    for table in tables.configuration_set {
        let at = format!("[[configuration_set]] '{}'", table.name);
        place.known_account(&at, &table.account, &world)?;
        place.region(&at, &table.region)?;
        world.configuration_sets.push(ConfigurationSet {
            account: table.account.into_inner(),
            region: table.region.into_inner(),
            name: table.name,
        });
    }
    Ok(world)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    #[serde(default)]
    account: Vec<AccountTable>,
    #[serde(default)]
    identity: Vec<IdentityTable>,
    #[serde(default)]
    session: Vec<SessionTable>,
    #[serde(default)]
    user: Vec<UserTable>,
    #[serde(default)]
    configuration_set: Vec<ConfigurationSetTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AccountTable {
    id: Spanned<String>,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IdentityTable {
    account: Spanned<String>,
    region: Spanned<String>,
    name: Spanned<String>,
    #[serde(default = "yes")]
    verified: bool,
    #[serde(default)]
    policy: Vec<PolicyTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyTable {
    name: Spanned<String>,
    document: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SessionTable {
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
struct UserTable {
    account: Spanned<String>,
    name: String,
    access_key_id: Spanned<String>,
    secret_access_key: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigurationSetTable {
    account: Spanned<String>,
    region: Spanned<String>,
    name: String,
}

fn yes() -> bool {
    true
}

impl AccountTable {
    fn account(self, place: &Place<'_>, world: &World) -> Result<Account, WorldError> {
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
        Ok(Account { id: self.id.into_inner(), name: self.name })
    }
}

impl IdentityTable {
    fn identity(self, place: &Place<'_>, world: &World) -> Result<Identity, WorldError> {
        let name = self.name.get_ref();
        let at = format!("[[identity]] '{name}'");
        place.known_account(&at, &self.account, world)?;
        place.region(&at, &self.region)?;
        let plain = name.bytes().all(|byte| byte.is_ascii_graphic());
        if !plain || name.starts_with('@') || name.ends_with('@') || !name.contains('.') {
            let problem =
                format!("expected a domain or an e-mail address in ASCII, but found '{name}'");
            return Err(place.error(&self.name, &format!("{at}, name"), problem));
        }
        let arn = IdentityArn::new(self.region.get_ref(), self.account.get_ref(), name);
        let twin = |other: &Identity| {
            other.arn.account == arn.account
                && other.arn.region == arn.region
                && same_name(&other.arn.name, &arn.name)
        };
        if world.identities.iter().any(twin) {
            let problem = format!("expected each identity once, but found {arn} again");
            return Err(place.error(&self.name, &at, problem));
        }
        if let Some(extra) = self.policy.get(MAX_POLICIES) {
            let problem = format!(
                "expected at most {MAX_POLICIES} policies, but found {}",
                self.policy.len()
            );
            return Err(place.error(&extra.name, &at, problem));
        }
        let policies = self
            .policy
            .into_iter()
            .map(|table| table.policy(place, &at, &arn))
            .collect::<Result<_, _>>()?;
        Ok(Identity { arn, verified: self.verified, policies })
    }
}

impl PolicyTable {
    fn policy(
        self,
        place: &Place<'_>,
        at: &str,
        arn: &IdentityArn,
    ) -> Result<NamedPolicy, WorldError> {
        let name = self.name.get_ref();
        let at = format!("{at}, policy '{name}'");
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
        if !(1..=64).contains(&name.len()) || !name.bytes().all(plain) {
            let problem = format!("expected 1 to 64 of A-Z a-z 0-9 _ -, but found '{name}'");
            return Err(place.error(&self.name, &format!("{at}, name"), problem));
        }
        let document = self.document.get_ref();
        let at = format!("{at}, document");
        if document.trim().len() > MAX_POLICY_BYTES {
            let problem =
                format!("expected at most {MAX_POLICY_BYTES} bytes, but found {}", document.len());
            return Err(place.error(&self.document, &at, problem));
        }
        let policy = Policy::parse(document, &arn.to_string())
            .map_err(|error| place.error(&self.document, &at, error.to_string()))?;
        Ok(NamedPolicy { name: self.name.into_inner(), policy })
    }
}

impl SessionTable {
    fn key(self, place: &Place<'_>, world: &World, now: SystemTime) -> Result<Key, WorldError> {
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
    fn key(self, place: &Place<'_>, world: &World) -> Result<Key, WorldError> {
        let at = format!("[[user]] '{}'", self.name);
        place.known_account(&at, &self.account, world)?;
        place.access_key_id(&at, &self.access_key_id, "AKIA", world)?;
        Ok(Key {
            access_key_id: self.access_key_id.into_inner(),
            secret_access_key: Secret::new(self.secret_access_key),
            session_token: None,
            expires: None,
            caller: Caller::User { account: self.account.into_inner(), name: self.name },
        })
    }
}

/// Turns byte offsets into lines, and findings into errors.
struct Place<'a> {
    file: &'a str,
    text: &'a str,
}

impl Place<'_> {
    fn line(&self, offset: usize) -> usize {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        before.split(|byte| *byte == b'\n').count()
    }

    fn error(&self, value: &Spanned<String>, at: &str, problem: String) -> WorldError {
        WorldError {
            file: self.file.to_owned(),
            line: Some(self.line(value.span().start)),
            place: Some(at.to_owned()),
            problem,
        }
    }

    fn known_account(
        &self,
        at: &str,
        id: &Spanned<String>,
        world: &World,
    ) -> Result<(), WorldError> {
        if world.accounts.iter().any(|account| account.id == *id.get_ref()) {
            return Ok(());
        }
        let problem = format!("expected the id of an [[account]], but found '{}'", id.get_ref());
        Err(self.error(id, &format!("{at}, account"), problem))
    }

    fn region(&self, at: &str, region: &Spanned<String>) -> Result<(), WorldError> {
        if is_region(region.get_ref()) {
            return Ok(());
        }
        let problem = format!("expected a Region like us-east-1, but found '{}'", region.get_ref());
        Err(self.error(region, &format!("{at}, region"), problem))
    }

    fn access_key_id(
        &self,
        at: &str,
        id: &Spanned<String>,
        prefix: &str,
        world: &World,
    ) -> Result<(), WorldError> {
        let text = id.get_ref();
        let at = format!("{at}, access_key_id");
        let shaped = text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !shaped || !text.starts_with(prefix) {
            let problem =
                format!("expected {prefix}… of 16 or more letters and digits, but found '{text}'");
            return Err(self.error(id, &at, problem));
        }
        if world.key(text).is_some() {
            return Err(self.error(
                id,
                &at,
                format!("expected each key once, but found '{text}' again"),
            ));
        }
        Ok(())
    }
}
