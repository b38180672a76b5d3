use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The template is larger than SES keeps.
    ///
    /// # Why
    /// A template may have at most 500 KB, its text and HTML together.
    ///
    /// # Example
    /// HTML of 600 000 bytes, with images as `data:` URLs.
    ///
    /// # Use instead
    /// Images by `https` links; styles once, not in every element.
    ///
    /// # Source
    /// SES Developer Guide, "Service quotas".
    "template-size", Error => check
}

/// 500 KB; that KB means 1024 bytes is not said by AWS.
const MOST: usize = 500 * 1024;

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(template) = &case.known.template else { return Vec::new() };
    let parts = &template.parts;
    let size = parts.subject.len() + parts.text.len() + parts.html.len();
    if size <= MOST {
        return Vec::new();
    }
    vec![Hit::new(
        "template",
        format!("Subject, text and HTML have {size} bytes, more than {MOST}."),
    )]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good().with_template(&"x".repeat(MOST + 1), "{}")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), good().with_template(&"x".repeat(MOST - 100), "{}")]
}
