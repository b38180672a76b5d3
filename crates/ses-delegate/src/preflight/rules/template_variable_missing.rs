use crate::preflight::case::Case;
use crate::preflight::known::KnownTemplate;
use crate::preflight::rule::{Hit, rule};
use crate::template::MissingVariable;
rule! {
    /// A variable of the template has no value.
    ///
    /// # Why
    /// SES accepts the call and answers with a message id, but does not send: only
    /// a Rendering Failure event tells, "Attribute 'name' is not present in the
    /// rendering data." Senders report the same of a value that is null.
    ///
    /// # Example
    /// `Hello {{name}}` with the data `{"nmae": "Ann"}`.
    ///
    /// # Use instead
    /// A value for every variable that is written, or
    /// `{{#if name}}{{name}}{{/if}}` where there may be none.
    ///
    /// # Source
    /// SES Developer Guide, "Using templates to send personalized email"; AWS
    /// Knowledge Center, "Why isn't Amazon SES delivering my `SendTemplatedEmail` messages?"
    "template-variable-missing", Error => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let hit = |missing: MissingVariable| {
        let lacks = if missing.is_null { "null for" } else { "nothing for" };
        Hit::new(
            format!("template.{}", missing.place.part.as_str()),
            format!(
                "The data has {lacks} {}, which is written in {}.",
                missing.path, missing.place
            ),
        )
    };
    let check = case.known.template.as_ref().and_then(KnownTemplate::check);
    check.unwrap_or_default().missing.into_iter().map(hit).collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_template("Hello {{name}}", r#"{"nmae":"Ann"}"#),
        good().with_template("{{#each items}}{{price}}{{/each}}", r#"{"items":[{"price":1},{}]}"#),
        good().with_template("Hello {{name}}", r#"{"name":null}"#),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_template("Hello {{name}}", r#"{"name":"Ann"}"#),
        good().with_template("Hello {{#if name}}{{name}}{{/if}}", "{}"),
    ]
}
