use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The template is not Handlebars as SES takes it.
    ///
    /// # Why
    /// SES checks a template only when it is filled. It accepts the call, answers
    /// with a message id, and drops the message; a Rendering Failure event is all
    /// that tells. Helpers of one's own cannot be added at SES, and a partial is
    /// known only in the part that defines it.
    ///
    /// # Example
    /// `{{#if name}}Hello` without `{{/if}}`; `{{uppercase name}}`.
    ///
    /// # Use instead
    /// What the place named wants: a tag that is closed, and no helpers but `if`,
    /// `unless`, `each`, `with`, `lookup` and `log`.
    ///
    /// # Source
    /// SES Developer Guide, "Advanced email personalization"; handlebarsjs.com,
    /// "Built-in Helpers".
    "template-unreadable", Error => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(template) = &case.known.template else { return Vec::new() };
    let errors = template.parts.read().err().unwrap_or_default();
    errors
        .iter()
        .filter(|error| error.code() != "template.unsupported")
        .map(|error| {
            let field = format!("template.{}", error.field());
            Hit::new(field, format!("There is {}.", error.found()))
                .mend(format!("Expected is {}.", error.expected()))
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_template("{{#if name}}Hello", "{}"),
        good().with_template("{{uppercase name}}", "{}"),
        good().with_template("{{> header}}", "{}"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_template("{{#if name}}Hello{{/if}}", "{}"),
        good().with_template("{{{{raw}}}}{{{{/raw}}}}", "{}"),
    ]
}
