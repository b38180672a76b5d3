//! Reads the text of a template tag by tag.

use super::expression::{Expression, Inside};
use super::syntax::{Block, Call, DEEPEST, Inline, Kind, Node, Partial, Strip, Text, Wrong};
use super::tag::Tag;

/// The nodes of a whole text.
pub(super) fn read(text: &str) -> Result<Vec<Node>, Wrong> {
    let mut reader = Reader { text, at: 0, defined: Vec::new(), used: Vec::new() };
    let (nodes, end) = reader.nodes(0)?;
    if let Some(end) = end {
        let expected = "a tag that opens before one that closes";
        return Err(Wrong::new("template.syntax", expected, end.at));
    }
    if let Some((at, _)) = reader.used.iter().find(|(_, name)| !reader.defined.contains(name)) {
        let expected = "a partial that this part defines with {{#*inline}}";
        return Err(Wrong::new("template.partial", expected, *at));
    }
    Ok(nodes)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    defined: Vec<String>,
    used: Vec<(usize, String)>,
}

/// A block up to the tag that closes it.
struct Open<'t> {
    block: Block,
    /// The tag that follows, unless the text ends.
    next: Option<Tag<'t>>,
    /// What must stand in the tag that closes it.
    name: String,
}

impl<'t> Reader<'t> {
    fn nodes(&mut self, depth: usize) -> Result<(Vec<Node>, Option<Tag<'t>>), Wrong> {
        if depth > DEEPEST {
            let expected = "tags and parentheses at most 64 deep";
            return Err(Wrong::new("template.depth", expected, self.at));
        }
        let mut nodes = Vec::new();
        while self.reaches_a_tag(&mut nodes) {
            if let Some(comment) = self.comment()? {
                nodes.push(comment);
                continue;
            }
            let mut tag = self.tag()?;
            match tag.sigil {
                "" | "&" | "{" => nodes.push(value(tag)?),
                "#*" => nodes.push(Node::Inline(self.inline(tag, depth)?)),
                ">" => nodes.push(Node::Partial(self.partial(tag)?)),
                "#" => nodes.push(Node::Block(self.block(tag, depth)?)),
                // `{{^}}` is an else; `{{^a}}` begins a block.
                "^" if !tag.inside.is_at_end() => {
                    nodes.push(Node::Block(self.block(tag, depth)?));
                }
                "^" | "/" | "else" => return Ok((nodes, Some(tag))),
                _ => {
                    let expected = "no decorators or partial blocks, which are not read here";
                    return Err(Wrong::new("template.unsupported", expected, tag.at));
                }
            }
        }
        Ok((nodes, None))
    }

    /// Passes the text before the next tag; false at the end.
    fn reaches_a_tag(&mut self, nodes: &mut Vec<Node>) -> bool {
        let mut add = |text: &str| {
            if !text.is_empty() {
                nodes.push(Node::Text(Text::new(text)));
            }
        };
        loop {
            let rest = &self.text[self.at..];
            let Some(braces) = rest.find("{{") else {
                add(rest);
                self.at = self.text.len();
                return false;
            };
            let before = &rest[..braces];
            self.at += braces;
            // One backslash makes text of the tag, two are one before it.
            let Some(unescaped) = before.strip_suffix('\\') else {
                add(before);
                return true;
            };
            add(unescaped);
            if before.ends_with("\\\\") {
                return true;
            }
            let escaped = &rest[braces..];
            let mut end = escaped[2..].find("{{").map_or(escaped.len(), |next| next + 2);
            if end < escaped.len() {
                let backslashes = escaped[2..end].bytes().rev().take_while(|b| *b == b'\\').count();
                end -= backslashes.min(2);
            }
            add(&escaped[..end]);
            self.at += end;
        }
    }

    fn comment(&mut self) -> Result<Option<Node>, Wrong> {
        let rest = &self.text[self.at..];
        let before = rest.starts_with("{{~");
        let Some(inside) = rest[2 + usize::from(before)..].strip_prefix('!') else {
            return Ok(None);
        };
        let is_long = inside.starts_with("--");
        let unclosed = || Wrong::new("template.syntax", "the end of the comment", self.at);
        let (length, closing) = if is_long {
            let short = inside.find("--}}").map(|end| (end, 4));
            let stripping = inside.find("--~}}").map(|end| (end, 5));
            [short, stripping].into_iter().flatten().min().ok_or_else(unclosed)?
        } else {
            (inside.find("}}").ok_or_else(unclosed)?, 2)
        };
        let after = if is_long { closing == 5 } else { inside[..length].ends_with('~') };
        let at = self.at;
        self.at += rest.len() - inside.len() + length + closing;
        Ok(Some(Node::Comment(at, Strip { before, after })))
    }

    fn tag(&mut self) -> Result<Tag<'t>, Wrong> {
        let (tag, end) = Tag::read(self.text, self.at)?;
        self.at = end;
        Ok(tag)
    }

    fn inline(&mut self, mut tag: Tag<'t>, depth: usize) -> Result<Inline, Wrong> {
        let at = tag.inside.position();
        if tag.inside.name() != Some("inline") {
            let expected = "no decorator but inline";
            return Err(Wrong::new("template.unsupported", expected, at));
        }
        tag.inside.skip_space();
        let name = tag.inside.string()?;
        let name = name.filter(|name| is_partial_name(name));
        let name = name.ok_or_else(|| tag.inside.wrong("the partial's name in quotes"))?;
        let (body, end) = self.nodes(depth + 1)?;
        let close = close(end, tag.at, "inline")?;
        self.defined.push(name.clone());
        Ok(Inline { at: tag.at, name, body, open: tag.strip, close })
    }

    fn partial(&mut self, mut tag: Tag<'t>) -> Result<Partial, Wrong> {
        let inside = &mut tag.inside;
        let at = inside.position();
        let name = match inside.string()? {
            Some(name) => Some(name),
            None => inside.name().map(str::to_owned),
        };
        let name = name.filter(|name| is_partial_name(name)).ok_or_else(|| {
            let expected = "a partial's plain name, such as header";
            Wrong::new("template.unsupported", expected, at)
        })?;
        let mut context = None;
        let mut hash = Vec::new();
        while !inside.is_at_end() {
            if let Some(key) = inside.hash_name() {
                hash.push((key.to_owned(), inside.expression(0)?));
            } else if context.is_none() && hash.is_empty() {
                context = Some(inside.expression(0)?);
            } else {
                return Err(inside.wrong("one context for the partial, then key=value"));
            }
        }
        self.used.push((tag.at, name.clone()));
        Ok(Partial { at: tag.at, name, context, hash, strip: tag.strip, indent: String::new() })
    }

    fn block(&mut self, tag: Tag<'t>, depth: usize) -> Result<Block, Wrong> {
        let Open { mut block, next, name } = self.open(tag, depth)?;
        let closed = close(next, block.at, &name)?;
        block.close = closed;
        // The tag that closes the first block of a chain closes them all.
        let mut link = &mut block;
        while link.is_chained
            && let Some([Node::Block(inner)]) = link.inverse.as_deref_mut()
        {
            inner.close = closed;
            link = inner;
        }
        Ok(block)
    }

    /// A block, or a link of an `else` chain, up to the tag that closes it.
    fn open(&mut self, mut tag: Tag<'t>, depth: usize) -> Result<Open<'t>, Wrong> {
        let is_inverse = tag.sigil == "^";
        let inside = &mut tag.inside;
        let at = inside.position();
        let Expression::Path(path) = inside.expression(0)? else {
            return Err(Wrong::new("template.syntax", "what the block is about", at));
        };
        let helper = path.lone_name().filter(|name| is_helper(name)).map(str::to_owned);
        let (kind, subject, name) = if let Some(helper) = helper {
            let kind = Kind::of(&helper).filter(|_| !is_inverse).ok_or_else(|| {
                Wrong::new("template.unsupported", "a block by if, unless, each or with", at)
            })?;
            (kind, inside.expression(0)?, helper)
        } else {
            let kind = if is_inverse { Kind::Inverse } else { Kind::Section };
            (kind, Expression::Path(path), self.text[at..inside.position()].to_owned())
        };
        let (takes_zero, names) = block_arguments(inside, kind)?;
        let (body, mut next) = self.nodes(depth + 1)?;
        let mut block = Block {
            at: tag.at,
            kind,
            subject,
            takes_zero,
            names,
            body,
            inverse: None,
            is_chained: false,
            open: tag.strip,
            middle: Strip::default(),
            close: Strip::default(),
        };
        if let Some(mut other) = next.take_if(|next| next.sigil != "/") {
            if kind == Kind::Inverse {
                let expected = "no else within a block by ^, which is not read here";
                return Err(Wrong::new("template.unsupported", expected, other.at));
            }
            block.middle = other.strip;
            if other.inside.is_at_end() {
                let inverse;
                (inverse, next) = self.nodes(depth + 1)?;
                block.inverse = Some(inverse);
            } else {
                other.sigil = "#";
                let link = self.open(other, depth + 1)?;
                (block.inverse, next) = (Some(vec![Node::Block(link.block)]), link.next);
                block.is_chained = true;
            }
        }
        Ok(Open { block, next, name })
    }
}

fn value(mut tag: Tag<'_>) -> Result<Node, Wrong> {
    let inside = &mut tag.inside;
    let at = inside.position();
    let Expression::Path(path) = inside.expression(0)? else {
        let expected = "a variable such as name or address.city";
        return Err(Wrong::new("template.syntax", expected, at));
    };
    let helper = path.lone_name().filter(|name| is_helper(name));
    if inside.is_at_end() {
        if helper.is_some() {
            return Err(Wrong::new("template.syntax", "what the helper is about", at));
        }
        return Ok(Node::Value(path, tag.strip));
    }
    let is_lookup = match helper {
        Some("lookup") => true,
        Some("log") => false,
        _ => return Err(Wrong::helper(at)),
    };
    let mut arguments = Vec::new();
    while !inside.is_at_end() {
        arguments.push(inside.expression(0)?);
    }
    if is_lookup && arguments.len() != 2 {
        return Err(Wrong::new("template.syntax", "two arguments of lookup", at));
    }
    Ok(Node::Call(Call { at: tag.at, is_lookup, arguments, strip: tag.strip }))
}

fn close(next: Option<Tag<'_>>, from: usize, name: &str) -> Result<Strip, Wrong> {
    match next {
        Some(tag) if tag.sigil == "/" && tag.inside.rest().trim() == name => Ok(tag.strip),
        Some(tag) => {
            let expected = "the tag that closes the innermost open block";
            Err(Wrong::new("template.syntax", expected, tag.at))
        }
        None => Err(Wrong::new("template.syntax", "a tag that closes this block", from)),
    }
}

/// `includeZero=true`, and the names in `as |item index|`.
fn block_arguments(inside: &mut Inside<'_>, kind: Kind) -> Result<(bool, Vec<String>), Wrong> {
    let mut takes_zero = false;
    let mut names = Vec::new();
    while !inside.is_at_end() {
        let is_condition = matches!(kind, Kind::If | Kind::Unless);
        if is_condition && inside.hash_name() == Some("includeZero") {
            takes_zero = inside.expression(0)? == Expression::Literal(true.into());
        } else if !is_condition && kind != Kind::Inverse && inside.takes("as") {
            inside.skip_space();
            if !inside.takes("|") {
                return Err(inside.wrong("| after as"));
            }
            inside.skip_space();
            while !inside.takes("|") {
                let name = inside.name().ok_or_else(|| inside.wrong("a name between | and |"))?;
                names.push(name.to_owned());
                inside.skip_space();
            }
        } else {
            return Err(inside.wrong("one argument of the block"));
        }
    }
    if names.len() > 2 || (names.len() == 2 && kind == Kind::With) {
        return Err(inside.wrong("no more names than the block gives values"));
    }
    Ok((takes_zero, names))
}

fn is_helper(name: &str) -> bool {
    ["if", "unless", "each", "with", "lookup", "log"].contains(&name)
}

fn is_partial_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
}
