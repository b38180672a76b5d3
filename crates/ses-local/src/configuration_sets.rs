//! The configuration sets of an account in a Region. Here they have a name and
//! nothing else: no event leaves this server.

use crate::{
    call::Call,
    change::Change,
    identity::partition,
    paging::{Page, UnknownToken, page},
    refusal::{Check, Kind, Refusal},
    world::{ConfigurationSet, World},
};

/// Page sizes of both dialects, if none is said and at most.
pub(crate) const DEFAULT_PAGE: usize = 50;
pub(crate) const MAX_PAGE: usize = 1000;

pub(crate) fn arn(call: &Call<'_>, name: &str) -> String {
    let (region, account) = (call.region, call.account());
    format!("arn:{}:ses:{region}:{account}:configuration-set/{name}", partition(region))
}

/// The caller's set of that name, or `ConfigurationSetDoesNotExist`.
pub(crate) fn find<'w>(
    world: &'w World,
    call: &Call<'_>,
    name: &str,
) -> Result<&'w ConfigurationSet, Refusal> {
    world.configuration_set(call.account(), call.region, name).ok_or_else(|| {
        let message = format!("Configuration set <{name}> does not exist.");
        Refusal::new(Kind::NoConfigurationSet, Check::ConfigurationSet, message)
    })
}

pub(crate) async fn create(call: &Call<'_>, name: &str) -> Result<(), Refusal> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    if !(1..=64).contains(&name.len()) || !name.bytes().all(plain) {
        let message = "ConfigurationSetName must be 1-64 characters and may only contain \
                       alphanumeric characters, underscores, and hyphens.";
        return Err(Refusal::invalid(Check::ConfigurationSet, message));
    }
    call.shared
        .realm
        .change(&call.shared.store, |world| match find(world, call, name) {
            Ok(_) => {
                let message = format!("Configuration set {name} already exists.");
                Err(Refusal::new(Kind::ConfigurationSetExists, Check::ConfigurationSet, message))
            }
            Err(_) => Ok(Some(exists(call, name, true))),
        })
        .await
}

pub(crate) async fn delete(call: &Call<'_>, name: &str) -> Result<(), Refusal> {
    call.shared
        .realm
        .change(&call.shared.store, |world| {
            find(world, call, name)?;
            Ok(Some(exists(call, name, false)))
        })
        .await
}

fn exists(call: &Call<'_>, name: &str, exists: bool) -> Change {
    let (account, region) = (call.account().to_owned(), call.region.to_owned());
    Change::ConfigurationSet { account, region, name: name.to_owned(), exists }
}

/// Their names in order, those that hold `part` in any case if it is given.
pub(crate) fn list<'w>(
    call: &Call<'w>,
    part: Option<&str>,
    size: usize,
    token: Option<&str>,
) -> Result<Page<&'w str>, UnknownToken> {
    let part = part.unwrap_or_default().to_lowercase();
    let names = call
        .world
        .configuration_sets
        .iter()
        .filter(|set| set.account == call.account() && set.region == call.region)
        .filter(|set| set.name.to_lowercase().contains(&part))
        .map(|set| (set.name.clone(), set.name.as_str()))
        .collect();
    page(call, &format!("configuration-set/{part}"), names, size, token)
}
