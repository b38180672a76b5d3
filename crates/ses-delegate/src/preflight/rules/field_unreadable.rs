use crate::error::ParseError;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A field cannot be used as it is.
    ///
    /// # Why
    /// What cannot be read cannot be written into a request without guessing.
    ///
    /// # Example
    /// A tag whose name is `my tag`.
    ///
    /// # Use instead
    /// What the field says that it takes.
    ///
    /// # Source
    /// The field's own; see its type in this crate's documentation.
    "field-unreadable", Error,
    // Of all that no other rule tells of.
    explains: [], tell: tell => |_| Vec::new()
}

fn tell(_: &Case<'_>, error: &ParseError) -> Hit {
    Hit::refused(error).mend(format!("Expected is {}.", error.expected()))
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good().with(|draft| draft.importance = "urgent".to_owned())]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), good().with_source_arn("x")]
}
