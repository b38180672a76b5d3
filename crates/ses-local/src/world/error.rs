//! What is wrong with a world file, and where.

use std::fmt;

/// A world file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldError {
    pub file: String,
    /// Counted from 1.
    pub line: Option<usize>,
    /// The table and field: `[[identity]] 'owner.example', region`.
    pub place: Option<String>,
    /// What was expected, and what was found.
    pub problem: String,
}

impl WorldError {
    pub(super) fn unreadable(file: &str, problem: &str) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
            place: None,
            problem: format!("expected a readable TOML file, but found: {problem}"),
        }
    }
}

impl fmt::Display for WorldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(place) = &self.place {
            write!(f, ": {place}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for WorldError {}
