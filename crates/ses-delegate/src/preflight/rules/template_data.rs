use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};
use crate::template::TemplateData;
rule! {
    /// The template's data cannot be used.
    ///
    /// # Why
    /// `TemplateData` is the text of a JSON object of at most 262 144 characters.
    /// SES may accept anything else, and drop the message when it fills the template.
    ///
    /// # Example
    /// `name=Ann`; `["Ann"]`.
    ///
    /// # Use instead
    /// `{"name": "Ann"}`
    ///
    /// # Source
    /// SES API v2 reference, `Template`, `TemplateData`.
    "template-data", Error => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(template) = &case.known.template else { return Vec::new() };
    match template.data.parse::<TemplateData>() {
        Ok(_) => Vec::new(),
        Err(error) => vec![
            Hit::new("template.data", format!("It is {}.", error.found()))
                .mend(format!("Expected is {}.", error.expected())),
        ],
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(262_144));
    ["name=Ann", "[]", "", &long].map(|data| good().with_template("Hello", data)).to_vec()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), good().with_template("Hello", "{}")]
}
