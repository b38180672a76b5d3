//! The `Content` structure of subjects and bodies.

use crate::{compose::in_charset, form::Form, refusal::Refusal};

/// Reads `name.Data` and `name.Charset`; absent if it has neither member.
pub(super) fn content(form: &Form, name: &str) -> Result<Option<String>, Refusal> {
    let charset = form.get(&format!("{name}.Charset"));
    match form.get(&format!("{name}.Data")) {
        Some(data) => in_charset(data, charset).map(Some),
        None if charset.is_some() => Err(Refusal::missing(&format!("{name}.data"))),
        None => Ok(None),
    }
}
