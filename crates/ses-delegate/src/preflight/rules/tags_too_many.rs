use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// There are many tags.
    ///
    /// # Why
    /// AWS documents no limit of the tags of a message. Where events go does have some:
    /// CloudWatch takes 30 dimensions of a metric, of which every tag is one.
    ///
    /// # Example
    /// 31 tags.
    ///
    /// # Use instead
    /// The tags by which events are told apart, and no others.
    ///
    /// # Source
    /// Amazon CloudWatch API reference, `Dimension`; SES API v2 reference, `EmailTags`.
    "tags-too-many", Info => check
}

/// Most dimensions of a metric.
const MOST: usize = 30;

fn check(case: &Case<'_>) -> Vec<Hit> {
    match case.letter.draft.tags.len() {
        ..=MOST => Vec::new(),
        many => vec![Hit::new("tags", format!("There are {many} tags."))],
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn many(count: usize) -> Sample {
    good().with(|draft| {
        let tag = |at| crate::draft::Tag { name: format!("a{at}"), value: "b".to_owned() };
        draft.tags = (0..count).map(tag).collect();
    })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![many(31)]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), many(30)]
}
