//! A template followed with its data, tag by tag, to what has no value.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::check::MissingVariable;
use super::expression::{Expression, Path};
use super::parts::ReadPart;
use super::syntax::{Block, Kind, Node, Partial};
use super::value::{Element, elements, is_truthy, looked_up, member};
use super::variables::{DEEPEST_CALL, Steps, join, partials};
use crate::error::ParseError;

/// What of a part would be written without a value.
pub(super) fn missing(part: &ReadPart, data: &Value) -> Result<Vec<MissingVariable>, ParseError> {
    let mut walk = Walk {
        part,
        data,
        missing: Vec::new(),
        missed: BTreeSet::new(),
        partials: Vec::new(),
        calls: 0,
        steps: Steps::default(),
    };
    walk.nodes(&part.nodes, &[Frame::of(Cow::Borrowed(data), String::new())])?;
    Ok(walk.missing)
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
    /// Tag and path of each of these.
    missed: BTreeSet<(usize, String)>,
    partials: Vec<(&'v str, &'v [Node])>,
    calls: usize,
    steps: Steps,
}

impl<'v> Walk<'v> {
    fn nodes(&mut self, nodes: &'v [Node], frames: &[Frame<'v>]) -> Result<(), ParseError> {
        let known = self.partials.len();
        self.partials.extend(partials(nodes));
        for node in nodes {
            self.steps.step()?;
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
        if self.missed.insert((tag.at, path.clone())) {
            let place = self.part.place(tag.at);
            self.missing.push(MissingVariable { path, place, is_null });
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
            Kind::Each => match elements(&value) {
                Some(elements) => self.each(block, elements, &path, frames),
                None => self.nodes(block.inverse.as_deref().unwrap_or_default(), frames),
            },
            Kind::Section => match &*value {
                Value::Bool(true) => self.nodes(&block.body, frames),
                Value::Bool(false) | Value::Null => {
                    self.nodes(block.inverse.as_deref().unwrap_or_default(), frames)
                }
                Value::Array(_) => match elements(&value) {
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
        let meant = |name: &'v String| (name.as_str(), value.clone(), path.clone());
        let names = block.names.iter().map(meant).collect();
        let frame = Frame { value, path, names, counts: false };
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
