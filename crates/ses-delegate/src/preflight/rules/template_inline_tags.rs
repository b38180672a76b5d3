use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A template within the request has tags beyond `{{name}}`.
    ///
    /// # Why
    /// `TemplateContent` of API v2 takes simple substitution only. Senders report
    /// the answer 400 "Template contains unsupported operations." to an `if` in it.
    ///
    /// # Example
    /// `TemplateContent` with `{{#if name}}{{name}}{{/if}}`.
    ///
    /// # Use instead
    /// The same template, created by `CreateEmailTemplate` and named by
    /// `TemplateName`; or the decision made before sending.
    ///
    /// # Source
    /// SES API v2 reference, `Template`, `TemplateContent`.
    "template-inline-tags", Error => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let template = case.known.template.as_ref().filter(|template| template.is_inline);
    let Some(read) = template.and_then(|template| template.parts.read().ok()) else {
        return Vec::new();
    };
    read.beyond_substitution()
        .into_iter()
        .map(|place| {
            Hit::new(
                format!("template.{}", place.part.as_str()),
                format!("There is one in {place}."),
            )
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good().with_template("{{#if a}}{{a}}{{/if}}", r#"{"a":1}"#).inline()]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_template("{{a.b}}", r#"{"a":{"b":1}}"#).inline(),
        good().with_template("{{#if a}}{{a}}{{/if}}", r#"{"a":1}"#),
    ]
}
