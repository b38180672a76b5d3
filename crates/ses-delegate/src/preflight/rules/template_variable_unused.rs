use crate::preflight::case::Case;
use crate::preflight::known::KnownTemplate;
use crate::preflight::rule::{Hit, rule};
rule! {
    /// The data has a member that the template never names.
    ///
    /// # Why
    /// SES passes over it. It is a slip if the name is misspelt.
    ///
    /// # Example
    /// `Hello {{name}}` with the data `{"name": "Ann", "nmae": "Ann"}`.
    ///
    /// # Use instead
    /// The name as the template has it, letter by letter: capitals differ.
    ///
    /// # Source
    /// AWS Knowledge Center, "Why isn't Amazon SES delivering my `SendTemplatedEmail` messages?"
    "template-variable-unused", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let check = case.known.template.as_ref().and_then(KnownTemplate::check);
    let hit =
        |path: String| Hit::new("template.data", format!("No tag of the template names {path}."));
    check.unwrap_or_default().unused.into_iter().map(hit).collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_template("Hello {{name}}", r#"{"name":"Ann","nmae":1}"#),
        good().with_template(
            "{{#each items}}{{price}}{{/each}}",
            r#"{"items":[{"price":1,"name":2}]}"#,
        ),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), good().with_template("Hello {{a}}{{#if b}}{{/if}}", r#"{"a":{"x":1},"b":[1]}"#)]
}
