//! A whole policy.

use super::json::Node;
use super::statement::Statement;
use crate::error::ParseError;

/// Where a policy stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyKind {
    /// At a resource, such as an SES identity: each statement names principals.
    ResourceBased,
    /// At a user or a role, or at a session: no statement does.
    IdentityBased,
}

/// A policy document of version 2012-10-17 or 2008-10-17, whose every element
/// is understood.
///
/// Its length is not limited here: see [`PolicyDocument`](crate::PolicyDocument).
///
/// # Source
/// IAM User Guide, "IAM JSON policy element reference" and "Grammar of the IAM
/// JSON policy language".
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    pub(super) kind: PolicyKind,
    pub(super) statements: Vec<Statement>,
}

impl Policy {
    /// Reads a policy. What AWS would not take, or what is not understood here,
    /// is refused; nothing is passed over.
    ///
    /// # Errors
    /// Codes that begin with `iam.`; the field is a path such as
    /// `Statement[1].Condition.StringEquals`.
    pub fn read(kind: PolicyKind, text: &str) -> Result<Self, ParseError> {
        let node = Node::read(text)?;
        let members = node.object("iam.json", "a policy as a JSON object")?;
        let mut variables = false;
        let mut statements = None;
        for (name, node) in members {
            match (name.as_str(), node) {
                ("Version", Node::Text(version)) if version == "2012-10-17" => variables = true,
                ("Version", Node::Text(version)) if version == "2008-10-17" => {}
                ("Version", other) => {
                    let expected = "2012-10-17 or 2008-10-17";
                    let error = ParseError::new("iam.version", expected, other.found());
                    return Err(error.at("Version"));
                }
                ("Id", Node::Text(_)) => {}
                ("Id", other) => {
                    return Err(ParseError::new("iam.id", "a text", other.found()).at("Id"));
                }
                ("Statement", node) => statements = Some(node),
                (other, _) => {
                    let expected = "Version, Id or Statement";
                    return Err(ParseError::quoting("iam.element", expected, other));
                }
            }
        }
        let expected = "one statement or more";
        let statements = statements
            .ok_or_else(|| ParseError::new("iam.statement", expected, "none").at("Statement"))?
            .one_or_more("Statement", "iam.statement", expected, |node| {
                Statement::read(node, kind, variables)
            })?;
        for (at, statement) in statements.iter().enumerate() {
            let twice = |other: &Statement| other.sid.is_some() && other.sid == statement.sid;
            if statements[..at].iter().any(twice) {
                let sid = statement.sid.as_deref().unwrap_or_default();
                let expected = "another Sid for each statement";
                let error = ParseError::quoting("iam.sid", expected, sid).at("Sid");
                return Err(error.at(format!("Statement[{at}]")));
            }
        }
        Ok(Self { kind, statements })
    }

    /// Where it stands.
    pub fn kind(&self) -> PolicyKind {
        self.kind
    }
}
