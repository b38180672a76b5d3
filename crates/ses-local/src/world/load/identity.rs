//! `[[identity]]` and its policies.

use serde::Deserialize;
use toml::Spanned;

use super::{place::Place, policy::PolicyTable, yes};
use crate::{
    identity::IdentityArn,
    policy::{MAX_POLICIES, Policy},
    world::{Identity, World, WorldError},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IdentityTable {
    account: Spanned<String>,
    region: Spanned<String>,
    name: Spanned<String>,
    #[serde(default = "yes")]
    verified: bool,
    #[serde(default)]
    policy: Vec<PolicyTable>,
}

impl IdentityTable {
    pub(super) fn identity(self, place: &Place<'_>, world: &World) -> Result<Identity, WorldError> {
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
        if world.identities.iter().any(|other| other.arn.same_as(&arn)) {
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
            .map(|table| {
                table.policy(place, &at, |document| Policy::parse(document, &arn.to_string()))
            })
            .collect::<Result<_, _>>()?;
        Ok(Identity { arn, verified: self.verified, policies })
    }
}
