//! A template in the plainest form that the `handlebars` crate reads alike:
//! every text a literal, every path a chain of lookups, every block by a helper.

use std::fmt::{self, Write as _};

use serde_json::Value;

use super::expression::{Expression, Path};
use super::syntax::{Block, Kind, Node, Partial};

pub(super) const SECTION: &str = "$:section";
pub(super) const INVERSE: &str = "$:inverse";
pub(super) const VALUE: &str = "$:value";
pub(super) const ROOT: &str = "$:root";
pub(super) const INDENT: &str = "$:indent";

pub(super) const LOOKUP: &str = "$:lookup";

/// Writes `nodes` of a whole text; none if a path leaves the partial in which it
/// stands, since the crate does not know where that leads.
pub(super) fn write(nodes: &[Node]) -> Option<String> {
    let mut writer = Writer {
        to: String::new(),
        contexts: 0,
        is_in_partial: false,
        leaves_partial: false,
        names: Vec::new(),
    };
    writer.nodes(nodes);
    (!writer.leaves_partial).then_some(writer.to)
}

struct Writer<'n> {
    to: String,
    /// How many `../` lead to data, or do not leave the partial.
    contexts: usize,
    is_in_partial: bool,
    leaves_partial: bool,
    /// Names that blocks give.
    names: Vec<&'n str>,
}

impl<'n> Writer<'n> {
    fn put(&mut self, text: fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.to.write_fmt(text);
    }

    fn nodes(&mut self, nodes: &'n [Node]) {
        // Those of a block are known in all of it.
        for node in nodes {
            if let Node::Inline(inline) = node {
                self.put(format_args!("{{{{#*inline \"{}\"}}}}", inline.name));
                let outer = (self.contexts, self.is_in_partial);
                (self.contexts, self.is_in_partial) = (0, true);
                self.nodes(&inline.body);
                (self.contexts, self.is_in_partial) = outer;
                self.to.push_str("{{/inline}}");
            }
        }
        for node in nodes {
            match node {
                Node::Text(text) if text.value.is_empty() => {}
                Node::Text(text) => {
                    self.value(&Expression::Literal(Value::String(text.value.clone())));
                }
                Node::Value(path, _) => self.value(&Expression::Path(path.clone())),
                Node::Call(call) if call.is_lookup => {
                    self.value(&Expression::Lookup(call.arguments.clone()));
                }
                Node::Call(_) | Node::Comment(..) | Node::Inline(_) => {}
                Node::Block(block) => self.block(block),
                Node::Partial(partial) => self.partial(partial),
            }
        }
    }

    fn value(&mut self, expression: &Expression) {
        self.put(format_args!("{{{{{VALUE} "));
        self.expression(expression);
        self.to.push_str("}}");
    }

    fn block(&mut self, block: &'n Block) {
        let helper = match block.kind {
            Kind::If => "if",
            Kind::Unless => "unless",
            Kind::Each => "each",
            Kind::With => "with",
            Kind::Section => SECTION,
            Kind::Inverse => INVERSE,
        };
        self.put(format_args!("{{{{#{helper} "));
        self.expression(&block.subject);
        if block.takes_zero {
            self.to.push_str(" includeZero=true");
        }
        if !block.names.is_empty() {
            self.put(format_args!(" as |{}|", block.names.join(" ")));
        }
        self.to.push_str("}}");
        let (contexts, names) = (self.contexts, self.names.len());
        if matches!(block.kind, Kind::Each | Kind::With | Kind::Section) {
            self.contexts += 1;
        }
        self.names.extend(block.names.iter().map(String::as_str));
        self.nodes(&block.body);
        self.contexts = contexts;
        self.names.truncate(names);
        if let Some(inverse) = &block.inverse {
            self.to.push_str("{{else}}");
            self.nodes(inverse);
        }
        self.put(format_args!("{{{{/{helper}}}}}"));
    }

    fn partial(&mut self, partial: &Partial) {
        if !partial.indent.is_empty() {
            self.put(format_args!("{{{{#{INDENT} "));
            self.expression(&Expression::Literal(Value::String(partial.indent.clone())));
            self.to.push_str("}}");
        }
        self.put(format_args!("{{{{> {}", partial.name));
        if let Some(context) = &partial.context {
            self.to.push(' ');
            self.expression(context);
        }
        for (key, value) in &partial.hash {
            self.put(format_args!(" {key}="));
            self.expression(value);
        }
        self.to.push_str("}}");
        if !partial.indent.is_empty() {
            self.put(format_args!("{{{{/{INDENT}}}}}"));
        }
    }

    fn expression(&mut self, expression: &Expression) {
        match expression {
            Expression::Path(path) => self.path(path),
            Expression::Literal(value) => self.to.push_str(&value.to_string()),
            Expression::Lookup(arguments) => {
                self.put(format_args!("({LOOKUP}"));
                for argument in arguments {
                    self.to.push(' ');
                    self.expression(argument);
                }
                self.to.push(')');
            }
        }
    }

    fn path(&mut self, path: &Path) {
        let first = path.segments.first().map(String::as_str);
        let is_named = path.up == 0
            && !path.is_scoped
            && !path.is_local
            && first.is_some_and(|first| self.names.contains(&first));
        let (base, steps) = match first {
            Some("root") if path.is_local => (format!("({ROOT} 0)"), &path.segments[1..]),
            Some(name) if path.is_local => {
                (format!("@{}{name}", "../".repeat(path.up)), &path.segments[1..])
            }
            Some(name) if is_named => (name.to_owned(), &path.segments[1..]),
            _ if path.up > self.contexts => {
                self.leaves_partial |= self.is_in_partial;
                ("null".to_owned(), &path.segments[..])
            }
            _ => (format!("{}this", "../".repeat(path.up)), &path.segments[..]),
        };
        self.to.push_str(&"(lookup ".repeat(steps.len()));
        self.to.push_str(&base);
        for step in steps {
            self.put(format_args!(" {})", Value::String(step.clone())));
        }
    }
}
