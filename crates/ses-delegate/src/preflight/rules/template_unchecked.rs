use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The template uses tags that are not read here, so nothing more is said of it.
    ///
    /// # Why
    /// Raw blocks, partial blocks, decorators and blocks by `lookup` are Handlebars,
    /// but none of AWS's pages shows them. Whether SES takes them is unknown.
    ///
    /// # Example
    /// `{{{{raw}}}} … {{{{/raw}}}}`, `{{#> layout}} … {{/layout}}`.
    ///
    /// # Use instead
    /// `TestRenderEmailTemplate` with the same data: SES itself fills the template.
    ///
    /// # Source
    /// SES API v2 reference, `TestRenderEmailTemplate`.
    "template-unchecked", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(template) = &case.known.template else { return Vec::new() };
    let errors = template.parts.read().err().unwrap_or_default();
    errors
        .iter()
        .filter(|error| error.code() == "template.unsupported")
        .map(|error| {
            Hit::new(format!("template.{}", error.field()), format!("There is {}.", error.found()))
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good().with_template("{{{{raw}}}}{{{{/raw}}}}", "{}")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), good().with_template("{{#if", "{}")]
}
