//! Which variables a template has, by where they stand in its data.

use std::collections::{BTreeMap, BTreeSet};

use super::expression::{Expression, Path};
use super::parts::{ReadPart, ReadTemplate, TemplatePlace};
use super::syntax::{Block, Call, Inline, Kind, Node, Partial};
use crate::error::ParseError;

/// A variable of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateVariable {
    /// Where its value stands in the data: `name`, `address.city`, `items[].price`;
    /// `[]` is each element of a list.
    pub path: String,
    /// What it is used for, each use once.
    pub uses: Vec<TemplateUse>,
    /// Where its tags are, in order.
    pub places: Vec<TemplatePlace>,
}

/// What a tag does with a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TemplateUse {
    /// It is written. Without it SES does not send.
    Value,
    /// It decides, by `if` or `unless`; it may be absent.
    Condition,
    /// It is a list or an object that `each` goes through; it may be absent.
    List,
    /// It is what `with`, a section or a partial is about; it may be absent.
    Scope,
    /// It is an argument of `lookup` or `log`, or is handed to a partial.
    Argument,
}

impl ReadTemplate {
    /// Every variable, in the order of the data's paths. A variable in a partial
    /// stands once for each place in which the partial is called.
    ///
    /// # Errors
    /// `template.steps`: partials call each other so often that it is endless for
    /// practical purposes.
    pub fn variables(&self) -> Result<Vec<TemplateVariable>, ParseError> {
        let mut found: BTreeMap<String, (BTreeSet<_>, BTreeSet<_>)> = BTreeMap::new();
        for Use { path, what, place } in self.uses()? {
            let (uses, places) = found.entry(path).or_default();
            uses.insert(what);
            places.insert(place);
        }
        let variable = |(path, (uses, places)): (_, (BTreeSet<_>, BTreeSet<_>))| TemplateVariable {
            path,
            uses: uses.into_iter().collect(),
            places: places.into_iter().collect(),
        };
        Ok(found.into_iter().map(variable).collect())
    }

    /// Every tag beyond `{{name}}`, of which SES says "Template contains unsupported
    /// operations" where the template stands in the request itself
    /// (`TemplateContent` of API v2).
    ///
    /// # Source
    /// SES API v2 reference, `Template`, `TemplateContent`; the text is a sender's
    /// report (aws-sdk-js-v3 issue 6657).
    pub fn beyond_substitution(&self) -> Vec<TemplatePlace> {
        let part = |part: &ReadPart| {
            let beyond = part.nodes.iter().filter_map(|node| match node {
                Node::Text(_) | Node::Value(..) => None,
                Node::Block(Block { at, .. })
                | Node::Call(Call { at, .. })
                | Node::Inline(Inline { at, .. })
                | Node::Partial(Partial { at, .. })
                | Node::Comment(at, _) => Some(*at),
            });
            beyond.map(|at| part.place(at)).collect::<Vec<_>>()
        };
        self.parts.iter().flat_map(part).collect()
    }

    pub(super) fn uses(&self) -> Result<Vec<Use>, ParseError> {
        let mut uses = Vec::new();
        for part in &self.parts {
            let mut walk = Walk {
                part,
                uses: &mut uses,
                partials: Vec::new(),
                calls: Vec::new(),
                steps: Steps::default(),
            };
            let walked = walk.nodes(&part.nodes, &[Scope::of(String::new())]);
            walked.map_err(|error| error.at(part.part.as_str()))?;
        }
        Ok(uses)
    }
}

/// A variable in a tag.
pub(super) struct Use {
    /// Blank for the whole data.
    pub(super) path: String,
    pub(super) what: TemplateUse,
    pub(super) place: TemplatePlace,
}

/// The path of what is not in the data, such as what `lookup` gives.
const UNKNOWN: &str = "\0";

/// How deep partials may call each other.
pub(super) const DEEPEST_CALL: usize = 16;

/// The tags that were followed, each call of a partial and each element of a list anew.
#[derive(Default)]
pub(super) struct Steps(usize);

impl Steps {
    /// More than a template of 500 KB has tags.
    const MOST: usize = 200_000;

    /// # Errors
    /// `template.steps`.
    pub(super) fn step(&mut self) -> Result<(), ParseError> {
        self.0 += 1;
        if self.0 <= Self::MOST {
            return Ok(());
        }
        let expected =
            "at most 200000 tags to fill, each call of a partial and each element of a list anew";
        Err(ParseError::new("template.steps", expected, "more"))
    }
}

/// The partials that stand in a block, which are known in all of it.
pub(super) fn partials(nodes: &[Node]) -> impl Iterator<Item = (&str, &[Node])> {
    nodes.iter().filter_map(|node| match node {
        Node::Inline(inline) => Some((inline.name.as_str(), inline.body.as_slice())),
        _ => None,
    })
}

/// What names mean within a block.
#[derive(Clone)]
struct Scope<'n> {
    path: String,
    /// Names that the block gives to paths; none for what is not of the data.
    names: Vec<(&'n str, Option<String>)>,
}

impl Scope<'_> {
    fn of(path: String) -> Self {
        Self { path, names: Vec::new() }
    }
}

struct Walk<'n, 'u> {
    part: &'n ReadPart,
    uses: &'u mut Vec<Use>,
    partials: Vec<(&'n str, &'n [Node])>,
    /// Partials that are being called, so that one that calls itself ends.
    calls: Vec<&'n str>,
    steps: Steps,
}

impl<'n> Walk<'n, '_> {
    fn nodes(&mut self, nodes: &'n [Node], scopes: &[Scope<'n>]) -> Result<(), ParseError> {
        let known = self.partials.len();
        self.partials.extend(partials(nodes));
        for node in nodes {
            self.steps.step()?;
            match node {
                Node::Value(path, _) => self.path(path, TemplateUse::Value, scopes),
                Node::Call(call) => call
                    .arguments
                    .iter()
                    .for_each(|argument| self.expression(argument, TemplateUse::Argument, scopes)),
                Node::Block(block) => self.block(block, scopes)?,
                Node::Inline(_) | Node::Text(_) | Node::Comment(..) => {}
                Node::Partial(partial) => self.partial(partial, scopes)?,
            }
        }
        self.partials.truncate(known);
        Ok(())
    }

    fn block(&mut self, block: &'n Block, scopes: &[Scope<'n>]) -> Result<(), ParseError> {
        let (what, path) = match block.kind {
            Kind::If | Kind::Unless | Kind::Inverse => (TemplateUse::Condition, None),
            Kind::Each => (TemplateUse::List, Some("[]")),
            Kind::With | Kind::Section => (TemplateUse::Scope, Some("")),
        };
        self.expression(&block.subject, what, scopes);
        let mut inner = scopes.to_vec();
        if let Some(suffix) = path {
            let path = match &block.subject {
                Expression::Path(path) => resolve(path, scopes).map(|path| path + suffix),
                _ => None,
            };
            let mut scope = Scope::of(path.clone().unwrap_or_else(|| UNKNOWN.to_owned()));
            let values = [path, None];
            scope.names = block.names.iter().map(String::as_str).zip(values).collect();
            inner.push(scope);
        }
        self.nodes(&block.body, &inner)?;
        self.nodes(block.inverse.as_deref().unwrap_or_default(), scopes)
    }

    fn partial(&mut self, partial: &'n Partial, scopes: &[Scope<'n>]) -> Result<(), ParseError> {
        let mut inner = scopes.to_vec();
        if let Some(context) = &partial.context {
            self.expression(context, TemplateUse::Scope, scopes);
            let path = match context {
                Expression::Path(path) => resolve(path, scopes),
                _ => None,
            };
            inner.push(Scope::of(path.unwrap_or_else(|| UNKNOWN.to_owned())));
        }
        if !partial.hash.is_empty() {
            let mut scope = inner.last().cloned().unwrap_or_else(|| Scope::of(String::new()));
            for (key, value) in &partial.hash {
                self.expression(value, TemplateUse::Argument, scopes);
                scope.names.push((key, None));
            }
            inner.push(scope);
        }
        let Some((_, body)) = self.partials.iter().rev().find(|(known, _)| *known == partial.name)
        else {
            return Ok(());
        };
        if !self.calls.contains(&partial.name.as_str()) && self.calls.len() < DEEPEST_CALL {
            self.calls.push(&partial.name);
            self.nodes(body, &inner)?;
            self.calls.pop();
        }
        Ok(())
    }

    fn expression(&mut self, expression: &'n Expression, what: TemplateUse, scopes: &[Scope<'n>]) {
        match expression {
            Expression::Path(path) => self.path(path, what, scopes),
            Expression::Literal(_) => {}
            Expression::Lookup(arguments) => arguments
                .iter()
                .for_each(|argument| self.expression(argument, TemplateUse::Argument, scopes)),
        }
    }

    fn path(&mut self, path: &Path, what: TemplateUse, scopes: &[Scope<'n>]) {
        if let Some(found) = resolve(path, scopes).filter(|path| !path.starts_with(UNKNOWN)) {
            self.uses.push(Use { path: found, what, place: self.part.place(path.at) });
        }
    }
}

/// Where in the data a path leads, if it leads there.
fn resolve(path: &Path, scopes: &[Scope<'_>]) -> Option<String> {
    let (first, rest) = match path.segments.split_first() {
        Some((first, rest)) => (Some(first), rest),
        None => (None, [].as_slice()),
    };
    if path.is_local {
        // Only the data as a whole is named so; the rest counts elements.
        return (first.map(String::as_str) == Some("root")).then(|| join("", rest));
    }
    if path.up == 0 && !path.is_scoped {
        let mut names = scopes.iter().rev().flat_map(|scope| &scope.names);
        if let Some((_, meant)) = names.find(|(name, _)| Some(*name) == first.map(String::as_str)) {
            return meant.as_ref().map(|meant| join(meant, rest));
        }
    }
    let scope = scopes.iter().rev().nth(path.up)?;
    Some(join(&scope.path, &path.segments))
}

/// A path and what follows, as Handlebars writes it: `a.b`, `a.[b c]`.
pub(super) fn join(path: &str, segments: &[String]) -> String {
    let mut joined = path.to_owned();
    for segment in segments {
        if !joined.is_empty() {
            joined.push('.');
        }
        if segment.is_empty() || segment.contains(|c: char| c.is_whitespace() || ".[]/".contains(c))
        {
            joined.push('[');
            joined.push_str(segment);
            joined.push(']');
        } else {
            joined.push_str(segment);
        }
    }
    joined
}
