use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The placeholder for SES's link to unsubscribe stays as it is.
    ///
    /// # Why
    /// SES puts its link in the place of `{{amazonSESUnsubscribeUrl}}` only where a
    /// contact list is named, and only twice: the recipients see all others as they were
    /// typed.
    ///
    /// # Example
    /// `<a href="{{amazonSESUnsubscribeUrl}}">` and no `listManagement`.
    ///
    /// # Use instead
    /// A contact list in `listManagement`, and at most two placeholders.
    ///
    /// # Source
    /// SES Developer Guide, "Using subscription management".
    "unsubscribe-placeholder", Warning => check
}

const PLACEHOLDER: &str = "{{amazonSESUnsubscribeUrl}}";

/// How many SES replaces.
const REPLACED: usize = 2;

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let list = letter.draft.list_management.as_ref().map_or("", |list| list.contact_list.trim());
    let hit = |(field, text): (&str, &str)| {
        let found = match text.matches(PLACEHOLDER).count() {
            1.. if list.is_empty() => {
                format!("It holds {PLACEHOLDER}, and no contact list is named.")
            }
            // Few enough, or none at all.
            ..=REPLACED => return None,
            many => format!("It holds {PLACEHOLDER} {many} times."),
        };
        Some(Hit::new(field, found))
    };
    [("text", &*letter.text), ("html", &*letter.html)].into_iter().filter_map(hit).collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn with(sample: Sample, count: usize) -> Sample {
    sample.with_html(&format!("<p>Hello{}", PLACEHOLDER.repeat(count)))
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![with(good(), 1), with(good().with_list("", ""), 1), with(good().with_list("list", ""), 3)]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        with(good().with_list("list", ""), 1),
        with(good().with_list("list", ""), 2),
        with(good(), 0),
    ]
}
