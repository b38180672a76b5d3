//! What SES does with the message besides delivering it.

use serde::{Deserialize, Serialize};

use super::{Draft, given, note, optional};
use crate::error::ParseError;
use crate::name::{ListManagementOptions, MessageTag};
use crate::settings::Settings;

/// A message tag.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Tag {
    /// What is told apart, such as `campaign`.
    pub name: String,
    /// Which one it is.
    pub value: String,
}

/// A contact list; absent if all is blank.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ListManagement {
    /// Its name.
    pub contact_list: String,
    /// The topic; all of the list if blank.
    pub topic: String,
}

pub(super) fn read(draft: &Draft, errors: &mut Vec<ParseError>) -> Settings {
    let set = &draft.configuration_set;
    Settings {
        configuration_set: optional(errors, "configurationSet", set, str::parse),
        tags: draft
            .tags
            .iter()
            .enumerate()
            .filter_map(|(at, tag)| tag.read(errors, &format!("tags[{at}]")))
            .collect(),
        list_management: draft.list_management.as_ref().and_then(|list| list.read(errors)),
        tenant: optional(errors, "tenant", &draft.tenant, str::parse),
    }
}

impl Tag {
    fn read(&self, errors: &mut Vec<ParseError>, path: &str) -> Option<MessageTag> {
        let mut text = |field: &str, text: &str| {
            note(errors, text.trim().parse().map_err(|e: ParseError| e.at(field).at(path)))
        };
        let (name, value) = (text("name", &self.name), text("value", &self.value));
        Some(MessageTag { name: name?, value: value? })
    }
}

impl ListManagement {
    fn read(&self, errors: &mut Vec<ParseError>) -> Option<ListManagementOptions> {
        let topic = given(&self.topic);
        if given(&self.contact_list).is_none() && topic.is_none() {
            return None;
        }
        let at =
            |field: &'static str| move |error: ParseError| error.at(field).at("listManagement");
        let name = note(errors, self.contact_list.trim().parse().map_err(at("contactList")));
        let topic = topic.map(str::parse).transpose();
        let topic = note(errors, topic.map_err(at("topic")));
        Some(ListManagementOptions { contact_list_name: name?, topic_name: topic? })
    }
}
