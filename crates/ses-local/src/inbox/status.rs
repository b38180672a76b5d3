//! `GET /status`: what this server is, and how it is.

use std::time::SystemTime;

use serde_json::{Value, json};

use crate::{
    clock::rfc3339,
    outlook::first_mail,
    server::Shared,
    world::{Role, World},
};

pub(super) fn of(shared: &Shared) -> Value {
    let (messages, refusals) = shared.store.counts();
    let limits = shared.store.limits();
    let options = &shared.options;
    let about = &options.about;
    let smtp = about.starttls.map(|starttls| {
        json!({
            "host": starttls.ip(), "port": starttls.port(),
            "tlsPort": about.wrapper.map(|wrapper| wrapper.port()),
        })
    });
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "world": {
            "file": shared.realm.file(),
            "error": shared.realm.error().map(|error| error.to_string()),
            "example": example(&shared.realm.world(), options.clock.now()),
        },
        "messages": messages.kept,
        "refusals": refusals.kept,
        "dropped": messages.dropped,
        "bytes": messages.bytes,
        "limits": {
            "messages": limits.messages.items, "messageBytes": limits.messages.bytes,
            "refusals": limits.refusals.items, "refusalBytes": limits.refusals.bytes,
        },
        "data": shared.store.path(),
        "smtp": smtp,
        "cors": options.cors.to_string(),
        "strictFrom": options.strict_from,
        "openToNetwork": options.open_to_network,
        "now": rfc3339(options.clock.now()),
    })
}

/// A mail that this world lets somebody send; null if there is none.
fn example(world: &World, now: SystemTime) -> Value {
    let Some((identity, key)) = first_mail(world, now) else { return Value::Null };
    let delegated = key.caller.account() != identity.arn.account;
    json!({
        "caller": key.caller.arn(&identity.arn.region),
        "region": identity.arn.region,
        "from": identity.example_address(),
        "arn": delegated.then(|| identity.arn.to_string()),
        "role": world.roles.iter().find(|role| role.trust.is_some()).map(Role::arn),
    })
}
