use crate::error::quote;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// Two tags have one name.
    ///
    /// # Why
    /// Events carry the values of a tag by its name. Which of two SES keeps is not
    /// documented.
    ///
    /// # Example
    /// `campaign = spring` and `campaign = sale`
    ///
    /// # Use instead
    /// A name of its own for each tag.
    ///
    /// # Source
    /// SES API v2 reference, `SendEmail`, `EmailTags`, which is silent on it.
    "tag-twice", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let tags = &case.letter.draft.tags;
    let twice = tags.iter().enumerate().filter_map(|(at, tag)| {
        let name = tag.name.trim();
        let earlier = tags[..at].iter().position(|earlier| earlier.name.trim() == name)?;
        (!name.is_empty()).then(|| {
            let found = format!("{} is the name of tags[{earlier}] already.", quote(name));
            Hit::new(format!("tags[{at}].name"), found)
        })
    });
    twice.collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_tags(&[("a", "b"), ("a", "c")]),
        good().with_tags(&[("a", "b"), ("c", "d"), (" a ", "b")]),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), good().with_tags(&[("a", "b"), ("A", "b"), ("c", "b")])]
}
