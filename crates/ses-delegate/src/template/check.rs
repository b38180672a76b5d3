//! What a template lacks of its data, and what it leaves unused.

use std::collections::BTreeSet;

use serde_json::Value;

use super::TemplateData;
use super::parts::{ReadTemplate, TemplatePlace};
use super::variables::{TemplateUse, join};
use super::walk;
use crate::error::ParseError;

/// What a template lacks of its data, and what it leaves unused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateCheck {
    /// Every variable that would be written but has no value, in the order of the parts.
    pub missing: Vec<MissingVariable>,
    /// Members of the data that no tag names, such as `address.street` or
    /// `items[].weight`: the outermost each, in order.
    pub unused: Vec<String>,
}

/// A variable that has no value.
///
/// SES accepts such a message, answers with a message id, and does not send it:
/// only a Rendering Failure event tells, "Attribute 'name' is not present in
/// the rendering data."
///
/// # Source
/// SES Developer Guide, "Using templates to send personalized email"; that null
/// counts as no value is a sender's report, not AWS's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingVariable {
    /// Where its value should stand in the data, such as `items[1].price`.
    pub path: String,
    /// The tag.
    pub place: TemplatePlace,
    /// The data has it, but null.
    pub is_null: bool,
}

impl ReadTemplate {
    /// What is missing and unused if the template is filled with `data`. What
    /// stands in a branch that is not taken is not missing.
    ///
    /// # Errors
    /// `template.steps`: lists within lists, or partials that call each other often,
    /// make it endless for practical purposes;
    /// `template.depth`: partials call each other more than 16 deep.
    pub fn check(&self, data: &TemplateData) -> Result<TemplateCheck, ParseError> {
        let data = data.value();
        let mut missing = Vec::new();
        for part in &self.parts {
            let walked = walk::missing(part, &data);
            missing.extend(walked.map_err(|error| error.at(part.part.as_str()))?);
        }
        Ok(TemplateCheck { missing, unused: self.unused(&data)? })
    }

    fn unused(&self, data: &Value) -> Result<Vec<String>, ParseError> {
        let mut whole = BTreeSet::new();
        let mut named = BTreeSet::new();
        let uses = self.uses()?;
        for found in &uses {
            let path = found.path.replace("[]", "");
            let parts = path.match_indices('.').map(|(at, _)| path[..at].to_owned());
            named.extend(parts);
            if matches!(found.what, TemplateUse::Value | TemplateUse::Argument) {
                whole.insert(path.clone());
            }
            named.insert(path);
        }
        // What is only asked whether it is there is used as a whole.
        for found in uses.iter().filter(|found| found.what == TemplateUse::Condition) {
            let path = found.path.replace("[]", "");
            let within = format!("{path}.");
            if !named.iter().any(|name| name.starts_with(&within)) {
                whole.insert(path);
            }
        }
        let mut unused = BTreeSet::new();
        if !whole.contains("") {
            list_unused(data, "", "", &whole, &named, &mut unused);
        }
        Ok(unused.into_iter().collect())
    }
}

fn list_unused(
    value: &Value,
    path: &str,
    shown: &str,
    whole: &BTreeSet<String>,
    named: &BTreeSet<String>,
    unused: &mut BTreeSet<String>,
) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let name = std::slice::from_ref(name);
                let (path, shown) = (join(path, name), join(shown, name));
                if whole.contains(&path) {
                    continue;
                }
                if named.contains(&path) {
                    list_unused(member, &path, &shown, whole, named, unused);
                } else {
                    unused.insert(shown);
                }
            }
        }
        Value::Array(elements) => {
            let shown = format!("{shown}[]");
            for element in elements {
                list_unused(element, path, &shown, whole, named, unused);
            }
        }
        _ => {}
    }
}
