//! The Security Token Service (AWS Query): who am I, and keys for a role.
//!
//! # Source
//!
//! STS API Reference (2011-06-15).

mod assume_role;
mod get_caller_identity;
mod sessions;

pub(crate) use self::sessions::Sessions;
use crate::{call::Call, form::Form, refusal::Refusal, xml::Structure};

pub(crate) const VERSION: &str = "2011-06-15";

/// The operations, by the names of the `Action` parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    AssumeRole,
    GetCallerIdentity,
}

const ACTIONS: [(&str, Action); 2] =
    [("AssumeRole", Action::AssumeRole), ("GetCallerIdentity", Action::GetCallerIdentity)];

impl Action {
    pub(crate) fn find(name: &str) -> Option<Self> {
        ACTIONS.iter().find(|(known, _)| *known == name).map(|(_, action)| *action)
    }

    pub(crate) fn name(self) -> &'static str {
        ACTIONS.iter().find(|(_, action)| *action == self).map_or("", |(name, _)| name)
    }
}

/// Carries `action` out.
pub(crate) fn answer(call: &Call<'_>, action: Action, form: &Form) -> Result<Structure, Refusal> {
    match action {
        Action::AssumeRole => assume_role::answer(call, form),
        Action::GetCallerIdentity => Ok(get_caller_identity::answer(call)),
    }
}
