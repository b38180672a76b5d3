//! `[[configuration_set]]` and `[[template]]`.

use std::time::SystemTime;

use serde::Deserialize;
use toml::Spanned;

use super::{place::Place, yes};
use crate::{
    render,
    world::{ConfigurationSet, Template, World, WorldError},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConfigurationSetTable {
    account: Spanned<String>,
    region: Spanned<String>,
    name: String,
    #[serde(default = "yes")]
    sending: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TemplateTable {
    account: Spanned<String>,
    region: Spanned<String>,
    name: Spanned<String>,
    subject: Option<String>,
    text: Option<String>,
    html: Option<String>,
}

impl ConfigurationSetTable {
    pub(super) fn set(
        self,
        place: &Place<'_>,
        world: &World,
    ) -> Result<ConfigurationSet, WorldError> {
        let at = format!("[[configuration_set]] '{}'", self.name);
        place.known_account(&at, &self.account, world)?;
        place.region(&at, &self.region)?;
        Ok(ConfigurationSet {
            account: self.account.into_inner(),
            region: self.region.into_inner(),
            name: self.name,
            sending: self.sending,
        })
    }
}

impl TemplateTable {
    pub(super) fn template(
        self,
        place: &Place<'_>,
        world: &World,
        now: SystemTime,
    ) -> Result<Template, WorldError> {
        let name = self.name.get_ref();
        let at = format!("[[template]] '{name}'");
        place.known_account(&at, &self.account, world)?;
        place.region(&at, &self.region)?;
        if world.template(self.account.get_ref(), self.region.get_ref(), name).is_some() {
            let problem = format!("expected each template once, but found '{name}' again");
            return Err(place.error(&self.name, &format!("{at}, name"), problem));
        }
        if self.text.is_none() && self.html.is_none() {
            let problem = "expected text, html or both, but found neither".to_owned();
            return Err(place.error(&self.name, &at, problem));
        }
        let template = Template {
            account: self.account.into_inner(),
            region: self.region.into_inner(),
            name: name.clone(),
            subject: self.subject,
            text: self.text,
            html: self.html,
            created_at: now,
        };
        render::check((&template).into())
            .map_err(|error| place.error(&self.name, &at, error.message()))?;
        Ok(template)
    }
}
