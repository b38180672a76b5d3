//! TOML in, [`World`] out.

mod account;
mod identity;
mod key;
mod place;
mod policy;
mod role;
mod sending;

use std::time::SystemTime;

use serde::Deserialize;

use self::{
    account::AccountTable,
    identity::IdentityTable,
    key::{SessionTable, UserTable},
    place::Place,
    role::RoleTable,
    sending::{ConfigurationSetTable, TemplateTable},
};
use super::{World, WorldError};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    #[serde(default)]
    account: Vec<AccountTable>,
    #[serde(default)]
    identity: Vec<IdentityTable>,
    #[serde(default)]
    role: Vec<RoleTable>,
    #[serde(default)]
    session: Vec<SessionTable>,
    #[serde(default)]
    user: Vec<UserTable>,
    #[serde(default)]
    configuration_set: Vec<ConfigurationSetTable>,
    #[serde(default)]
    template: Vec<TemplateTable>,
}

pub(super) fn world(file: &str, text: &str, now: SystemTime) -> Result<World, WorldError> {
    let place = Place { file, text };
    let tables: Tables = toml::from_str(text).map_err(|error| WorldError {
        file: file.to_owned(),
        line: error.span().map(|span| place.line(span.start)),
        place: None,
        problem: error.message().to_owned(),
    })?;
    let mut world = World::default();
    for table in tables.account {
        let account = table.account(&place, &world)?;
        world.accounts.push(account);
    }
    for table in tables.identity {
        let identity = table.identity(&place, &world)?;
        world.identities.push(identity);
    }
    for table in tables.role {
        let role = table.role(&place, &world)?;
        world.roles.push(role);
    }
    for table in tables.session {
        let key = table.key(&place, &world, now)?;
        world.keys.push(key);
    }
    for mut table in tables.user {
        world.user_permissions.extend(table.permissions(&place)?);
        let key = table.key(&place, &world)?;
        world.keys.push(key);
    }
    for table in tables.configuration_set {
        let set = table.set(&place, &world)?;
        world.configuration_sets.push(set);
    }
    for table in tables.template {
        let template = table.template(&place, &world, now)?;
        world.templates.push(template);
    }
    Ok(world)
}

fn yes() -> bool {
    true
}
