//! What a template lacks of its data, and what it leaves unused.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::TemplateData;
use super::expression::{Expression, Path};
use super::parts::{ReadPart, ReadTemplate, TemplatePlace};
use super::syntax::{Block, Kind, Node, Partial};
use super::variables::{DEEPEST_CALL, TemplateUse, join};
use crate::error::ParseError;

/// What a template lacks of its data, and what it leaves unused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateCheck {
    /// Every variable that would be written but has no value, in the order of the parts.
    pub missing: Vec<MissingVariable>,
    /// Members of the data that no tag names, such as `address.street` or
    /// `items[].weight`: the outermost each, in order.
    pub unused: Vec<String>,
}

/// A variable that has no value.
///
/// SES accepts such a message, answers with a message id, and does not send it:
/// only a Rendering Failure event tells, "Attribute 'name' is not present in
/// the rendering data."
///
/// # Source
/// SES Developer Guide, "Using templates to send personalized email"; that null
/// counts as no value is a sender's report, not AWS's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingVariable {
    /// Where its value should stand in the data, such as `items[1].price`.
    pub path: String,
    /// The tag.
    pub place: TemplatePlace,
    /// The data has it, but null.
    pub is_null: bool,
}

/// The most tags that are followed, each element of a list anew.
const MOST_STEPS: usize = 200_000;

impl ReadTemplate {
    /// What is missing and unused if the template is filled with `data`. What
    /// stands in a branch that is not taken is not missing.
    ///
    /// # Errors
    /// `template.steps`: lists within lists make it endless for practical purposes;
    /// `template.depth`: partials call each other more than 16 deep.
    pub fn check(&self, data: &TemplateData) -> Result<TemplateCheck, ParseError> {
        let data = data.value();
        let mut missing = Vec::new();
        for part in &self.parts {
            let mut walk = Walk {
                part,
                data: &data,
                missing: Vec::new(),
                partials: Vec::new(),
                calls: 0,
                steps: 0,
            };
            let frame = Frame::of(Cow::Borrowed(&data), String::new());
            walk.nodes(&part.nodes, &[frame]).map_err(|error| error.at(part.part.as_str()))?;
            missing.append(&mut walk.missing);
        }
        Ok(TemplateCheck { missing, unused: self.unused(&data) })
    }

    fn unused(&self, data: &Value) -> Vec<String> {
        let mut whole = BTreeSet::new();
        let mut named = BTreeSet::new();
        let uses = self.uses();
        for found in &uses {
            let path = found.path.replace("[]", "");
            let parts = path.match_indices('.').map(|(at, _)| path[..at].to_owned());
            named.extend(parts);
            if matches!(found.what, TemplateUse::Value | TemplateUse::Argument) {
                whole.insert(path.clone());
            }
            named.insert(path);
        }
        // What is only asked whether it is there is used as a whole.
        for found in uses.iter().filter(|found| found.what == TemplateUse::Condition) {
            let path = found.path.replace("[]", "");
            let within = format!("{path}.");
            if !named.iter().any(|name| name.starts_with(&within)) {
                whole.insert(path);
            }
        }
        let mut unused = BTreeSet::new();
        if !whole.contains("") {
            list_unused(data, "", "", &whole, &named, &mut unused);
        }
        unused.into_iter().collect()
    }
}

fn list_unused(
    value: &Value,
    path: &str,
    shown: &str,
    whole: &BTreeSet<String>,
    named: &BTreeSet<String>,
    unused: &mut BTreeSet<String>,
) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let name = std::slice::from_ref(name);
                let (path, shown) = (join(path, name), join(shown, name));
                if whole.contains(&path) {
                    continue;
                }
                if named.contains(&path) {
                    list_unused(member, &path, &shown, whole, named, unused);
                } else {
                    unused.insert(shown);
                }
            }
        }
        Value::Array(elements) => {
            let shown = format!("{shown}[]");
            for element in elements {
                list_unused(element, path, &shown, whole, named, unused);
            }
        }
        _ => {}
    }
}

/// What names mean within a block that is being filled.
#[derive(Clone)]
struct Frame<'v> {
    value: Cow<'v, Value>,
    path: String,
    names: Vec<(&'v str, Cow<'v, Value>, String)>,
    /// `@index` and its like have a value.
    counts: bool,
}

impl<'v> Frame<'v> {
    fn of(value: Cow<'v, Value>, path: String) -> Self {
        Self { value, path, names: Vec::new(), counts: false }
    }
}

struct Walk<'v> {
    part: &'v ReadPart,
    data: &'v Value,
    missing: Vec<MissingVariable>,
    partials: Vec<(&'v str, &'v [Node])>,
    calls: usize,
    steps: usize,
}

impl<'v> Walk<'v> {
    fn nodes(&mut self, nodes: &'v [Node], frames: &[Frame<'v>]) -> Result<(), ParseError> {
        let known = self.partials.len();
        self.partials.extend(nodes.iter().filter_map(|node| match node {
            Node::Inline(inline) => Some((inline.name.as_str(), inline.body.as_slice())),
            _ => None,
        }));
        for node in nodes {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                let expected = "at most 200000 tags to fill, each element of a list anew";
                return Err(ParseError::new("template.steps", expected, "more"));
            }
            match node {
                Node::Value(path, _) => self.value(path, frames),
                Node::Block(block) => self.block(block, frames)?,
                Node::Partial(partial) => self.partial(partial, frames)?,
                // What a helper is given may be absent.
                Node::Call(_) | Node::Inline(_) | Node::Text(_) | Node::Comment(..) => {}
            }
        }
        self.partials.truncate(known);
        Ok(())
    }

    fn value(&mut self, path: &Path, frames: &[Frame<'v>]) {
        if path.is_local && path.segments.first().is_none_or(|name| name != "root") {
            let is_known = ["index", "key", "first", "last"]
                .iter()
                .any(|known| path.segments == [(*known).to_owned()]);
            if !is_known || frames.iter().all(|frame| !frame.counts) {
                let shown = format!("@{}", join("", &path.segments));
                self.miss(path, shown, false);
            }
            return;
        }
        let (value, shown) = self.look_up(path, frames);
        match value.as_deref() {
            Some(Value::Null) => self.miss(path, shown, true),
            None => self.miss(path, shown, false),
            Some(_) => {}
        }
    }

    fn miss(&mut self, tag: &Path, path: String, is_null: bool) {
        let missing = MissingVariable { path, place: self.part.place(tag.at), is_null };
        if !self.missing.contains(&missing) {
            self.missing.push(missing);
        }
    }

    fn block(&mut self, block: &'v Block, frames: &[Frame<'v>]) -> Result<(), ParseError> {
        let (value, path) = self.expression(&block.subject, frames);
        let value = value.unwrap_or(Cow::Owned(Value::Null));
        let is_zero = value.as_f64() == Some(0.0);
        let is_true = is_truthy(&value) || (block.takes_zero && is_zero);
        match block.kind {
            Kind::If if is_true => self.nodes(&block.body, frames),
            Kind::Unless if !is_true => self.nodes(&block.body, frames),
            Kind::With if is_truthy(&value) || is_zero => self.within(block, value, path, frames),
            Kind::Each => match each_element(&value) {
                Some(elements) => self.each(block, elements, &path, frames),
                None => self.nodes(block.inverse.as_deref().unwrap_or_default(), frames),
            },
            Kind::Section => match &*value {
                Value::Bool(true) => self.nodes(&block.body, frames),
                Value::Bool(false) | Value::Null => {
                    self.nodes(block.inverse.as_deref().unwrap_or_default(), frames)
                }
                Value::Array(_) => match each_element(&value) {
                    Some(elements) => self.each(block, elements, &path, frames),
                    None => self.nodes(block.inverse.as_deref().unwrap_or_default(), frames),
                },
                _ => self.within(block, value, path, frames),
            },
            Kind::Inverse => {
                let is_empty = value.as_array().is_some_and(Vec::is_empty);
                if is_empty || matches!(*value, Value::Null | Value::Bool(false)) {
                    return self.nodes(&block.body, frames);
                }
                Ok(())
            }
            _ => self.nodes(block.inverse.as_deref().unwrap_or_default(), frames),
        }
    }

    fn within(
        &mut self,
        block: &'v Block,
        value: Cow<'v, Value>,
        path: String,
        frames: &[Frame<'v>],
    ) -> Result<(), ParseError> {
        let mut frame = Frame::of(value.clone(), path.clone());
        frame.names =
            block.names.iter().map(|name| (name.as_str(), value.clone(), path.clone())).collect();
        let mut inner = frames.to_vec();
        inner.push(frame);
        self.nodes(&block.body, &inner)
    }

    fn each(
        &mut self,
        block: &'v Block,
        elements: Vec<Element<'v>>,
        path: &str,
        frames: &[Frame<'v>],
    ) -> Result<(), ParseError> {
        let mut inner = frames.to_vec();
        for (key, suffix, element) in elements {
            let path = format!("{path}{suffix}");
            let mut frame = Frame::of(element.clone(), path.clone());
            frame.counts = true;
            let values = [(element, path), (Cow::Owned(key), String::new())];
            frame.names = block
                .names
                .iter()
                .zip(values)
                .map(|(name, (value, path))| (name.as_str(), value, path))
                .collect();
            inner.push(frame);
            self.nodes(&block.body, &inner)?;
            inner.pop();
        }
        Ok(())
    }

    fn partial(&mut self, partial: &'v Partial, frames: &[Frame<'v>]) -> Result<(), ParseError> {
        let mut inner = frames.to_vec();
        if let Some(context) = &partial.context {
            let (value, path) = self.expression(context, frames);
            inner.push(Frame::of(value.unwrap_or(Cow::Owned(Value::Null)), path));
        }
        if !partial.hash.is_empty() {
            let frame = inner.last();
            let path = frame.map(|frame| frame.path.clone()).unwrap_or_default();
            let mut members = match frame.map(|frame| &*frame.value) {
                Some(Value::Object(members)) => members.clone(),
                _ => Map::new(),
            };
            for (key, value) in &partial.hash {
                let (value, _) = self.expression(value, frames);
                members.insert(key.clone(), value.map(Cow::into_owned).unwrap_or_default());
            }
            inner.push(Frame::of(Cow::Owned(Value::Object(members)), path));
        }
        let called = self.partials.iter().rev().find(|(known, _)| *known == partial.name);
        let Some((_, body)) = called.copied() else {
            return Ok(());
        };
        if self.calls >= DEEPEST_CALL {
            let expected = "partials that call each other at most 16 deep";
            return Err(ParseError::quoting("template.depth", expected, &partial.name));
        }
        self.calls += 1;
        self.nodes(body, &inner)?;
        self.calls -= 1;
        Ok(())
    }

    /// A value, and where it stands in the data.
    fn expression(
        &self,
        expression: &'v Expression,
        frames: &[Frame<'v>],
    ) -> (Option<Cow<'v, Value>>, String) {
        match expression {
            Expression::Path(path) => self.look_up(path, frames),
            Expression::Literal(value) => (Some(Cow::Borrowed(value)), String::new()),
            Expression::Lookup(arguments) => {
                let mut values = arguments.iter().map(|argument| self.expression(argument, frames));
                let (of, path) = values.next().unwrap_or_default();
                let (key, _) = values.next().unwrap_or_default();
                let null = Cow::Owned(Value::Null);
                let found = looked_up(&of.unwrap_or(null), key.as_deref().unwrap_or(&Value::Null));
                (Some(Cow::Owned(found)), format!("{path}[…]"))
            }
        }
    }

    fn look_up(&self, path: &Path, frames: &[Frame<'v>]) -> (Option<Cow<'v, Value>>, String) {
        let (first, rest) = match path.segments.split_first() {
            Some((first, rest)) => (first.as_str(), rest),
            None => ("", [].as_slice()),
        };
        let mut names = frames.iter().rev().flat_map(|frame| &frame.names);
        let (value, from, segments) = if path.is_local {
            let root = (first == "root").then_some(Cow::Borrowed(self.data));
            // What counts elements is never missing where there are some.
            let value = root.or(Some(Cow::Owned(Value::Bool(true))));
            (value, String::new(), if first == "root" { rest } else { &[] })
        } else if path.up == 0
            && !path.is_scoped
            && let Some((_, value, path)) = names.find(|(name, ..)| *name == first)
        {
            (Some(value.clone()), path.clone(), rest)
        } else {
            let frame = frames.iter().rev().nth(path.up);
            let value = frame.map(|frame| frame.value.clone());
            let from = frame.map(|frame| frame.path.clone()).unwrap_or_default();
            (value, from, path.segments.as_slice())
        };
        let found = segments.iter().fold(value, |value, name| member(value?, name));
        (found, join(&from, segments))
    }
}

/// A key, how the element's path goes on, and the element.
type Element<'v> = (Value, String, Cow<'v, Value>);

/// What `each` goes through, if it is anything.
fn each_element<'v>(value: &Cow<'v, Value>) -> Option<Vec<Element<'v>>> {
    fn listed(value: &Value) -> Vec<(Value, String, &Value)> {
        match value {
            Value::Array(elements) => {
                let element = |(at, element)| (Value::from(at), format!("[{at}]"), element);
                elements.iter().enumerate().map(element).collect()
            }
            Value::Object(members) => {
                let suffix = |name| join("-", std::slice::from_ref(name)).split_off(1);
                let element =
                    |(name, element)| (Value::String(String::clone(name)), suffix(name), element);
                members.iter().map(element).collect()
            }
            _ => Vec::new(),
        }
    }
    let elements: Vec<Element<'v>> = match value {
        Cow::Borrowed(value) => listed(value)
            .into_iter()
            .map(|(key, at, element)| (key, at, Cow::Borrowed(element)))
            .collect(),
        Cow::Owned(value) => {
            let owned = |(key, at, element): (_, _, &Value)| (key, at, Cow::Owned(element.clone()));
            listed(value).into_iter().map(owned).collect()
        }
    };
    (!elements.is_empty()).then_some(elements)
}

fn member<'v>(value: Cow<'v, Value>, name: &str) -> Option<Cow<'v, Value>> {
    match value {
        Cow::Borrowed(value) => member_of(value, name).map(Cow::Borrowed),
        Cow::Owned(value) => member_of(&value, name).cloned().map(Cow::Owned),
    }
}

/// A member by its name, an element by its number.
pub(super) fn member_of<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(name),
        Value::Array(elements) => elements.get(name.parse::<usize>().ok()?),
        _ => None,
    }
}

/// What `lookup` gives: what is nothing itself, else a member, an element or a character.
pub(super) fn looked_up(of: &Value, key: &Value) -> Value {
    let is_nothing = match of {
        Value::Array(_) | Value::Object(_) => false,
        _ => !is_truthy(of),
    };
    let name = match key {
        Value::String(name) => name.clone(),
        Value::Number(at) => at.to_string(),
        Value::Bool(is_true) => is_true.to_string(),
        _ => return if is_nothing { of.clone() } else { Value::Null },
    };
    match of {
        _ if is_nothing => of.clone(),
        Value::String(text) => {
            let character = name.parse().ok().and_then(|at| text.chars().nth(at));
            character.map_or(Value::Null, |c| Value::String(c.to_string()))
        }
        _ => member_of(of, &name).cloned().unwrap_or_default(),
    }
}

/// As JavaScript has it, but that an empty list is false.
pub(super) fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(is_true) => *is_true,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(elements) => !elements.is_empty(),
        Value::Object(_) => true,
    }
}
