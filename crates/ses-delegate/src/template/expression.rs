//! What stands within a tag: paths, literals, calls of helpers.

use serde_json::Value;

use super::syntax::{DEEPEST, Wrong};

/// A value to be looked up or computed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    Path(Path),
    /// `undefined` is null here.
    Literal(Value),
    /// `(lookup a b)`: the only helper of SES that gives a value.
    Lookup(Vec<Expression>),
}

/// A path such as `address.city`, `../name`, `this` or `@index`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    /// The byte at which it stands.
    pub(super) at: usize,
    /// `@`: a variable of the block, not of the data.
    pub(super) is_local: bool,
    /// How many `../`.
    pub(super) up: usize,
    /// `this.` or `./` stood before it.
    pub(super) is_scoped: bool,
    pub(super) segments: Vec<String>,
}

impl Path {
    /// The only name of which it consists, as a helper has it.
    pub(super) fn lone_name(&self) -> Option<&str> {
        match self.segments.as_slice() {
            [name] if !self.is_local && self.up == 0 && !self.is_scoped => Some(name),
            _ => None,
        }
    }
}

/// The inside of a tag, taken apart from left to right.
pub(super) struct Inside<'t> {
    text: &'t str,
    /// The byte in the template at which `text` begins.
    start: usize,
    at: usize,
}

impl<'t> Inside<'t> {
    pub(super) fn new(text: &'t str, start: usize) -> Self {
        Self { text, start, at: 0 }
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn position(&self) -> usize {
        self.start + self.at
    }

    pub(super) fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    pub(super) fn is_at_end(&mut self) -> bool {
        self.skip_space();
        self.rest().is_empty()
    }

    pub(super) fn takes(&mut self, token: &str) -> bool {
        let takes = self.rest().starts_with(token);
        if takes {
            self.at += token.len();
        }
        takes
    }

    pub(super) fn wrong(&self, expected: &'static str) -> Wrong {
        Wrong::new("template.syntax", expected, self.position())
    }

    /// A name as Handlebars has it: anything but space and its own signs.
    pub(super) fn name(&mut self) -> Option<&'t str> {
        let rest = self.rest();
        let is_name = |c: char| !c.is_whitespace() && !"!\"#%&'()*+,./;<=>@[\\]^`{|}~".contains(c);
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        self.at += end;
        (end > 0).then(|| &rest[..end])
    }

    /// `name=`, if that is what follows.
    pub(super) fn hash_name(&mut self) -> Option<&'t str> {
        let before = self.at;
        let name = self.name();
        if name.is_some() && self.takes("=") {
            name
        } else {
            self.at = before;
            None
        }
    }

    pub(super) fn expression(&mut self, depth: usize) -> Result<Expression, Wrong> {
        self.skip_space();
        let at = self.position();
        if depth > DEEPEST {
            return Err(Wrong::new("template.depth", "tags and parentheses at most 64 deep", at));
        }
        if self.takes("(") {
            return self.call(depth);
        }
        if let Some(text) = self.string()? {
            return Ok(Expression::Literal(Value::String(text)));
        }
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || c == ')').unwrap_or(rest.len());
        let word = &rest[..end];
        let literal = match word {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            "null" | "undefined" => Some(Value::Null),
            _ => number(word),
        };
        if let Some(literal) = literal {
            self.at += end;
            return Ok(Expression::Literal(literal));
        }
        self.path().map(Expression::Path)
    }

    fn call(&mut self, depth: usize) -> Result<Expression, Wrong> {
        self.skip_space();
        let at = self.position();
        let name = self.name().ok_or_else(|| self.wrong("a helper's name after ("))?;
        if name != "lookup" {
            return Err(Wrong::helper(at));
        }
        let mut arguments = Vec::new();
        loop {
            self.skip_space();
            if self.takes(")") {
                break;
            }
            arguments.push(self.expression(depth + 1)?);
        }
        if arguments.len() == 2 {
            Ok(Expression::Lookup(arguments))
        } else {
            Err(Wrong::new("template.syntax", "two arguments of lookup", at))
        }
    }

    /// A text in quotes, if one follows. Handlebars knows no escape but that of the quote itself.
    pub(super) fn string(&mut self) -> Result<Option<String>, Wrong> {
        let rest = self.rest();
        let Some(quote) = rest.chars().next().filter(|c| "\"'".contains(*c)) else {
            return Ok(None);
        };
        let end = rest[1..].find(quote).ok_or_else(|| self.wrong("the closing quote"))?;
        let text = &rest[1..=end];
        if text.contains('\\') {
            let expected = "a text in quotes without \\";
            return Err(Wrong::new("template.unsupported", expected, self.position()));
        }
        self.at += end + 2;
        Ok(Some(text.to_owned()))
    }

    pub(super) fn path(&mut self) -> Result<Path, Wrong> {
        let at = self.position();
        let is_local = self.takes("@");
        let mut path = Path { at, is_local, up: 0, is_scoped: false, segments: Vec::new() };
        loop {
            if self.takes("..") {
                path.up += 1;
                if !self.takes("/") {
                    break;
                }
            } else if self.takes("./") {
                path.is_scoped = true;
            } else if self.takes(".") {
                break;
            } else {
                let written_this = self.rest();
                let segment = self.segment()?;
                if segment == "this" && path.segments.is_empty() && written_this.starts_with('t') {
                    path.is_scoped = true;
                } else {
                    path.segments.push(segment);
                }
                if !(self.takes(".") || self.takes("/")) {
                    break;
                }
            }
        }
        if path.segments.is_empty() {
            path.is_scoped = false;
            if path.is_local {
                return Err(self.wrong("a name after @"));
            }
        }
        let is_clean = |c: char| c.is_whitespace() || c == ')' || c == '=';
        if self.rest().chars().next().is_some_and(|c| !is_clean(c)) {
            return Err(self.wrong("a path such as address.city"));
        }
        Ok(path)
    }

    fn segment(&mut self) -> Result<String, Wrong> {
        if self.takes("[") {
            let rest = self.rest();
            let end = rest.find(']').ok_or_else(|| self.wrong("] after ["))?;
            self.at += end + 1;
            return Ok(rest[..end].to_owned());
        }
        match self.name() {
            Some(name) => Ok(name.to_owned()),
            None => Err(self.wrong("a variable such as name or address.city")),
        }
    }
}

fn number(word: &str) -> Option<Value> {
    let digits = word.strip_prefix('-').unwrap_or(word);
    let is_number = digits.split('.').count() <= 2
        && digits
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    if is_number { serde_json::from_str(word).ok() } else { None }
}
