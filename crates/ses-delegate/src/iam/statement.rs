//! One statement of a policy.

use serde::Serialize;

use super::condition::{self, Condition};
use super::document::PolicyKind;
use super::json::Node;
use super::pattern::{Pattern, Syntax};
use super::principal::{self, Principal};
use crate::error::ParseError;

/// What a statement does where it applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Effect {
    /// It allows.
    Allow,
    /// It denies, whatever allows.
    Deny,
}

/// A statement, proven.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Statement {
    pub(super) sid: Option<String>,
    pub(super) effect: Effect,
    /// None in a policy of a caller, which is about that caller.
    pub(super) principal: Option<OrNot<Principal>>,
    /// With its service; compared without case.
    pub(super) action: OrNot<Pattern>,
    pub(super) resource: OrNot<Pattern>,
    pub(super) conditions: Vec<Condition>,
}

/// An element, or its `Not…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum OrNot<T> {
    These(Vec<T>),
    AllBut(Vec<T>),
}

const ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

impl Statement {
    /// # Errors
    /// `iam.statement`, `iam.element`, `iam.effect`, and those of its elements.
    pub(super) fn read(node: &Node, kind: PolicyKind, variables: bool) -> Result<Self, ParseError> {
        let members = node.object("iam.statement", "a statement as an object")?;
        if let Some((name, _)) = members.iter().find(|(name, _)| !ELEMENTS.contains(&name.as_str()))
        {
            let expected = "Sid, Effect, Principal, Action, Resource, Condition or a Not… of these";
            return Err(ParseError::quoting("iam.element", expected, name));
        }
        let sid = match member(members, "Sid") {
            None => None,
            Some(node) => {
                let sid = node.text("iam.sid", "a text").map_err(|error| error.at("Sid"))?;
                Some(sid.to_owned()).filter(|sid| !sid.is_empty())
            }
        };
        let effect = match member(members, "Effect") {
            Some(Node::Text(effect)) if effect == "Allow" => Effect::Allow,
            Some(Node::Text(effect)) if effect == "Deny" => Effect::Deny,
            other => {
                let found = other.map_or("nothing".to_owned(), Node::found);
                return Err(ParseError::new("iam.effect", "Allow or Deny", found).at("Effect"));
            }
        };
        let principal = principal_of(members, kind, effect)?;
        let action = or_not(members, "Action", "NotAction", |name, node| {
            node.one_or_more(name, "iam.action", ACTION, action)
        })?;
        let resource = or_not(members, "Resource", "NotResource", |name, node| {
            node.one_or_more(name, "iam.resource", RESOURCE, |node| resource(node, variables))
        })?;
        let conditions = match member(members, "Condition") {
            None => Vec::new(),
            Some(node) => {
                condition::read(node, variables).map_err(|error| error.at("Condition"))?
            }
        };
        let missing = |expected| ParseError::new("iam.element", expected, "neither");
        Ok(Self {
            sid,
            effect,
            principal,
            action: action.ok_or_else(|| missing("Action or NotAction"))?,
            resource: resource.ok_or_else(|| missing("Resource or NotResource"))?,
            conditions,
        })
    }
}

fn member<'a>(members: &'a [(String, Node)], name: &str) -> Option<&'a Node> {
    members.iter().find(|(known, _)| known == name).map(|(_, node)| node)
}

fn principal_of(
    members: &[(String, Node)],
    kind: PolicyKind,
    effect: Effect,
) -> Result<Option<OrNot<Principal>>, ParseError> {
    let principal = or_not(members, "Principal", "NotPrincipal", |name, node| {
        principal::read(node).map_err(|error| error.at(name))
    })?;
    match (kind, &principal) {
        (PolicyKind::ResourceBased, None) => {
            let expected = "Principal or NotPrincipal, since it is a resource's policy";
            Err(ParseError::new("iam.element", expected, "neither"))
        }
        (PolicyKind::IdentityBased, Some(_)) => {
            let expected = "no Principal, since a caller's own policy is about that caller";
            Err(ParseError::new("iam.element", expected, "one").at("Principal"))
        }
        (_, Some(OrNot::AllBut(_))) if effect == Effect::Allow => {
            let expected = "NotPrincipal with Deny only, which is all that AWS supports";
            Err(ParseError::new("iam.element", expected, "it with Allow").at("NotPrincipal"))
        }
        _ => Ok(principal),
    }
}

fn or_not<T>(
    members: &[(String, Node)],
    name: &'static str,
    not_name: &'static str,
    read: impl Fn(&str, &Node) -> Result<Vec<T>, ParseError>,
) -> Result<Option<OrNot<T>>, ParseError> {
    match (member(members, name), member(members, not_name)) {
        (None, None) => Ok(None),
        (Some(node), None) => read(name, node).map(OrNot::These).map(Some),
        (None, Some(node)) => read(not_name, node).map(OrNot::AllBut).map(Some),
        (Some(_), Some(_)) => {
            let expected = format!("{name} or {not_name}");
            Err(ParseError::new("iam.element", expected, "both"))
        }
    }
}

const ACTION: &str = "an action with its service, such as ses:SendEmail or ses:Send*";
const RESOURCE: &str = "an ARN or *";

fn action(node: &Node) -> Result<Pattern, ParseError> {
    let text = node.text("iam.action", ACTION)?;
    let named = text.split_once(':').is_some_and(|(service, action)| {
        !service.is_empty() && !action.is_empty() && !action.contains(':')
    });
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b":*?-_".contains(&b);
    if text != "*" && !(named && text.bytes().all(allowed)) {
        return Err(ParseError::quoting("iam.action", ACTION, text));
    }
    Pattern::read(text, Syntax { wildcards: true, variables: false })
}

fn resource(node: &Node, variables: bool) -> Result<Pattern, ParseError> {
    let text = node.text("iam.resource", RESOURCE)?;
    if text != "*" && !text.starts_with("arn:") {
        return Err(ParseError::quoting("iam.resource", RESOURCE, text));
    }
    Pattern::read(text, Syntax { wildcards: true, variables })
}
