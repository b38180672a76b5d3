use crate::error::quote;
use crate::preflight::case::Case;
use crate::preflight::listed::listed;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// There are tags, and no configuration set.
    ///
    /// # Why
    /// Tags are seen in events only, and a configuration set alone publishes events.
    /// Without one they do nothing, unless your account or the identity has one by
    /// default; whether the default of another account's identity counts is not
    /// documented.
    ///
    /// # Example
    /// `campaign = spring` and a blank `configurationSet`.
    ///
    /// # Use instead
    /// The name of a configuration set of your own account, or no tags.
    ///
    /// # Source
    /// SES Developer Guide, "Monitor email sending using Amazon SES event publishing".
    "tags-without-configuration-set", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let draft = case.letter.draft;
    if draft.tags.is_empty() || !draft.configuration_set.trim().is_empty() {
        return Vec::new();
    }
    let names: Vec<_> = draft.tags.iter().map(|tag| quote(tag.name.trim())).collect();
    vec![Hit::new("configurationSet", format!("Nothing counts {}.", listed(&names)))]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good().with_tags(&[("a", "b")]).with(|draft| draft.configuration_set = " ".to_owned())]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), good().with_tags(&[("a", "b")])]
}
