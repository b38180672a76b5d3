//! Where something stands in a world file, and what is wrong there.

use std::ops::Range;

use toml::Spanned;

use crate::{
    identity::is_region,
    world::{World, WorldError},
};

/// Turns byte offsets into lines, and findings into errors.
pub(super) struct Place<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
}

impl Place<'_> {
    pub(super) fn line(&self, offset: usize) -> usize {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        before.split(|byte| *byte == b'\n').count()
    }

    pub(super) fn error(&self, value: &Spanned<String>, at: &str, problem: String) -> WorldError {
        self.error_at(value.span(), at, problem)
    }

    pub(super) fn error_at(&self, span: Range<usize>, at: &str, problem: String) -> WorldError {
        WorldError {
            file: self.file.to_owned(),
            line: Some(self.line(span.start)),
            place: Some(at.to_owned()),
            problem,
        }
    }

    /// What is wrong with a policy document. Where its JSON breaks off, the line is
    /// that of the file, if the document begins on a line of its own.
    pub(super) fn document_error(
        &self,
        document: &Spanned<String>,
        at: &str,
        problem: String,
    ) -> WorldError {
        let literal = self.text.get(document.span()).unwrap_or_default();
        let on_its_own = ["'''\n", "'''\r\n", "\"\"\"\n", "\"\"\"\r\n"]
            .iter()
            .any(|start| literal.starts_with(start));
        let mut error = self.error(document, at, problem);
        if on_its_own && let Some((problem, line)) = without_line(&error.problem) {
            error.problem = problem;
            error.line = error.line.map(|first| first + line);
        }
        error
    }

    pub(super) fn known_account(
        &self,
        at: &str,
        id: &Spanned<String>,
        world: &World,
    ) -> Result<(), WorldError> {
        if world.accounts.iter().any(|account| account.id == *id.get_ref()) {
            return Ok(());
        }
        let problem = format!("expected the id of an [[account]], but found '{}'", id.get_ref());
        Err(self.error(id, &format!("{at}, account"), problem))
    }

    pub(super) fn region(&self, at: &str, region: &Spanned<String>) -> Result<(), WorldError> {
        if is_region(region.get_ref()) {
            return Ok(());
        }
        let problem = format!("expected a Region like us-east-1, but found '{}'", region.get_ref());
        Err(self.error(region, &format!("{at}, region"), problem))
    }

    pub(super) fn access_key_id(
        &self,
        at: &str,
        id: &Spanned<String>,
        prefix: &str,
        world: &World,
    ) -> Result<(), WorldError> {
        let text = id.get_ref();
        let at = format!("{at}, access_key_id");
        let shaped = text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !shaped || !text.starts_with(prefix) {
            let problem =
                format!("expected {prefix}… of 16 or more letters and digits, but found '{text}'");
            return Err(self.error(id, &at, problem));
        }
        if world.key(text).is_some() {
            return Err(self.error(
                id,
                &at,
                format!("expected each key once, but found '{text}' again"),
            ));
        }
        Ok(())
    }
}

/// The words of a broken document without the line, and the line.
fn without_line(problem: &str) -> Option<(String, usize)> {
    let rest = problem.strip_prefix("expected JSON")?;
    let (what, position) = rest.rsplit_once(" at line ")?;
    let (line, column) = position.split_once(" column ")?;
    Some((format!("expected JSON{what} at column {column}"), line.parse().ok()?))
}
