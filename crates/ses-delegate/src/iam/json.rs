//! JSON as a policy is read: in the order of its text, no key twice.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::error::{ParseError, quote};

/// A JSON value. `serde_json::Value` would keep the last of two equal keys.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// `null`.
    Null,
    /// `true` or `false`, without quotes.
    Bool(bool),
    /// A number without quotes, as text.
    Number(String),
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// An object, in the order of its text.
    Object(Vec<(String, Node)>),
}

impl Node {
    /// Reads a whole text.
    pub(super) fn read(text: &str) -> Result<Self, ParseError> {
        serde_json::from_str(text).map_err(|error| {
            let found = format!("{} ({error})", quote(text));
            ParseError::new("iam.json", "a policy as JSON, no key of an object twice", found)
        })
    }

    /// What it is, for errors.
    pub(super) fn found(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Number(number) => number.clone(),
            Self::Text(text) => quote(text),
            Self::List(list) if list.is_empty() => "an empty list".to_owned(),
            Self::List(_) => "a list".to_owned(),
            Self::Object(_) => "an object".to_owned(),
        }
    }

    /// Its members.
    pub(super) fn object(
        &self,
        code: &'static str,
        expected: &'static str,
    ) -> Result<&[(String, Node)], ParseError> {
        match self {
            Self::Object(members) => Ok(members),
            other => Err(ParseError::new(code, expected, other.found())),
        }
    }

    /// The string that it is.
    pub(super) fn text(
        &self,
        code: &'static str,
        expected: &'static str,
    ) -> Result<&str, ParseError> {
        match self {
            Self::Text(text) => Ok(text),
            other => Err(ParseError::new(code, expected, other.found())),
        }
    }

    /// One value or a list of some, each read by `read`; in errors a list's
    /// values are named by their place.
    pub(super) fn one_or_more<T>(
        &self,
        field: &str,
        code: &'static str,
        expected: &'static str,
        read: impl Fn(&Node) -> Result<T, ParseError>,
    ) -> Result<Vec<T>, ParseError> {
        match self {
            Self::List(list) if list.is_empty() => {
                Err(ParseError::new(code, expected, self.found()).at(field))
            }
            Self::List(list) => list
                .iter()
                .enumerate()
                .map(|(at, node)| read(node).map_err(|error| error.at(format!("{field}[{at}]"))))
                .collect(),
            one => Ok(vec![read(one).map_err(|error| error.at(field))?]),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnyNode)
    }
}

struct AnyNode;

impl<'de> Visitor<'de> for AnyNode {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Number(value.to_string()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element()? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut members: Vec<(String, Node)> = Vec::new();
        let mut known = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            if !known.insert(key.clone()) {
                return Err(A::Error::custom(format_args!("the key {key:?} twice")));
            }
            members.push((key, map.next_value()?));
        }
        Ok(Node::Object(members))
    }
}
