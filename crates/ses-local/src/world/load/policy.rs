//! Named policy documents, of identities, roles and users.

use serde::Deserialize;
use toml::Spanned;

use super::place::Place;
use crate::{
    policy::{MAX_POLICY_BYTES, Policy, PolicyError, is_policy_name},
    world::{NamedPolicy, WorldError},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PolicyTable {
    pub(super) name: Spanned<String>,
    document: Spanned<String>,
}

impl PolicyTable {
    pub(super) fn policy(
        self,
        place: &Place<'_>,
        at: &str,
        parse: impl FnOnce(&str) -> Result<Policy, PolicyError>,
    ) -> Result<NamedPolicy, WorldError> {
        let name = self.name.get_ref();
        let at = format!("{at}, policy '{name}'");
        if !is_policy_name(name) {
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
        let policy = parse(document)
            .map_err(|error| place.document_error(&self.document, &at, error.to_string()))?;
        let document = document.clone();
        Ok(NamedPolicy { name: self.name.into_inner(), document, policy })
    }
}
