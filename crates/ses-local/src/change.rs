//! What the API can change in the world.

use serde::{Deserialize, Serialize};

use crate::{
    identity::IdentityArn,
    policy::Policy,
    templates::created_at,
    world::{ConfigurationSet, Identity, NamedPolicy, Template, World},
};

/// One thing as it is after a change. Kept on disk as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Change {
    /// An identity that exists, verified at once, or no longer.
    Identity {
        account: String,
        region: String,
        name: String,
        exists: bool,
        /// Whether it was deleted before: what the world file says of its policies
        /// is over.
        #[serde(default)]
        anew: bool,
    },
    /// A policy of an identity: its text, or none when it was deleted.
    Policy {
        identity: String,
        name: String,
        document: Option<String>,
    },
    ConfigurationSet {
        account: String,
        region: String,
        name: String,
        exists: bool,
    },
    Template {
        account: String,
        region: String,
        name: String,
        /// Milliseconds since 1970.
        created: u64,
        content: Option<Content>,
    },
}

/// The content of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Content {
    pub subject: Option<String>,
    pub text: Option<String>,
    pub html: Option<String>,
}

impl Change {
    /// What the change is about: a later change with the same key replaces it.
    /// Sorted by key, an identity comes before its policies.
    pub(crate) fn key(&self) -> String {
        match self {
            Self::Identity { account, region, name, .. } => {
                // However a domain is written, it is the same.
                let name = if name.contains('@') { name.clone() } else { name.to_lowercase() };
                format!("identity {}", IdentityArn::new(region, account, &name))
            }
            Self::Policy { identity, name, .. } => format!("policy {identity} {name}"),
            Self::ConfigurationSet { account, region, name, .. } => {
                format!("configuration-set {account} {region} {name}")
            }
            Self::Template { account, region, name, .. } => {
                format!("template {account} {region} {name}")
            }
        }
    }

    /// The change, where `earlier` was the last with the same key.
    #[must_use]
    pub(crate) fn after(mut self, earlier: Option<&Self>) -> Self {
        if let Self::Identity { exists: true, anew, .. } = &mut self {
            *anew = matches!(
                earlier,
                Some(Self::Identity { exists: false, .. } | Self::Identity { anew: true, .. })
            );
        }
        self
    }

    /// Whether the change ends an earlier one: an identity that is deleted
    /// takes its policies along.
    pub(crate) fn outdates(&self, key: &str) -> bool {
        match self {
            Self::Identity { account, region, name, exists: false, .. } => {
                let arn = IdentityArn::new(region, account, name);
                key.strip_prefix("policy ")
                    .and_then(|rest| rest.rsplit_once(' '))
                    .is_some_and(|(identity, _)| identity == arn.to_string())
            }
            _ => false,
        }
    }

    /// The begin of the keys of the policies of the identity it is about: they are
    /// applied after it.
    pub(crate) fn policies(&self) -> Option<String> {
        match self {
            Self::Identity { account, region, name, exists: true, .. } => {
                Some(format!("policy {} ", IdentityArn::new(region, account, name)))
            }
            Self::Policy { identity, .. } => Some(format!("policy {identity} ")),
            _ => None,
        }
    }

    pub(crate) fn apply(&self, world: &mut World) {
        match self {
            Self::Identity { account, region, name, exists, anew } => {
                let arn = IdentityArn::new(region, account, name);
                let is = |other: &Identity| other.arn.same_as(&arn);
                if *anew {
                    world.identities.retain(|other| !is(other));
                }
                match (world.identities.iter_mut().find(|other| is(other)), exists) {
                    (Some(known), true) => known.verified = true,
                    (None, true) => world.identities.push(Identity {
                        arn,
                        verified: true,
                        policies: Vec::new(),
                    }),
                    (_, false) => world.identities.retain(|other| !is(other)),
                }
            }
            Self::Policy { identity, name, document } => {
                let known =
                    world.identities.iter_mut().find(|one| one.arn.to_string() == *identity);
                // Gone from the world file: the policy waits for its identity.
                let Some(known) = known else { return };
                known.policies.retain(|policy| policy.name != *name);
                if let Some(document) = document
                    && let Ok(policy) = Policy::parse(document, identity)
                {
                    let (name, document) = (name.clone(), document.clone());
                    known.policies.push(NamedPolicy { name, document, policy });
                }
            }
            Self::ConfigurationSet { account, region, name, exists } => {
                let is = |set: &ConfigurationSet| {
                    set.account == *account && set.region == *region && set.name == *name
                };
                if !exists {
                    world.configuration_sets.retain(|set| !is(set));
                } else if !world.configuration_sets.iter().any(is) {
                    let (account, region, name) = (account.clone(), region.clone(), name.clone());
                    let set = ConfigurationSet { account, region, name, sending: true };
                    world.configuration_sets.push(set);
                }
            }
            Self::Template { account, region, name, created, content } => {
                world.templates.retain(|template| {
                    template.account != *account
                        || template.region != *region
                        || template.name != *name
                });
                if let Some(content) = content {
                    world.templates.push(Template {
                        account: account.clone(),
                        region: region.clone(),
                        name: name.clone(),
                        subject: content.subject.clone(),
                        text: content.text.clone(),
                        html: content.html.clone(),
                        created_at: created_at(*created),
                    });
                }
            }
        }
    }
}
