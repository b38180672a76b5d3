//! The space around tags, by Handlebars' rules: `~` strips it, and a tag that
//! has a line to itself takes the line with it.

use super::syntax::{Block, Inline, Node, Strip, Text};

/// Strips the space of a whole text.
pub(super) fn strip(nodes: &mut [Node]) {
    strip_list(nodes, true);
}

/// What a tag asks of the space around it.
#[derive(Default)]
struct Wish {
    strip: Strip,
    /// A line to itself is taken: by the opening tag, the closing one, the only one.
    opens: bool,
    closes: bool,
    is_inline: bool,
}

fn strip_list(nodes: &mut [Node], is_root: bool) {
    for at in 0..nodes.len() {
        let wish = match &mut nodes[at] {
            Node::Text(_) => continue,
            Node::Value(_, strip) => Wish { strip: *strip, ..Wish::default() },
            Node::Call(call) => Wish { strip: call.strip, ..Wish::default() },
            Node::Comment(_, strip) => Wish { strip: *strip, is_inline: true, ..Wish::default() },
            Node::Partial(partial) => {
                Wish { strip: partial.strip, is_inline: true, ..Wish::default() }
            }
            Node::Inline(inline) => of_inline(inline),
            Node::Block(block) => of_block(block),
        };
        let before = ends_a_line(nodes, at, is_root);
        let after = begins_a_line(nodes, at + 1, is_root);
        if wish.strip.after {
            strip_right(nodes, at + 1, true);
        }
        if wish.strip.before {
            strip_left(nodes, at, true);
        }
        if wish.is_inline && before && after {
            strip_right(nodes, at + 1, false);
            let indent = indent_of(nodes, at);
            if strip_left(nodes, at, false)
                && let Node::Partial(partial) = &mut nodes[at]
            {
                partial.indent = indent;
            }
        }
        if wish.opens && before {
            if let Some(body) = first_body(&mut nodes[at]) {
                strip_right(body, 0, false);
            }
            strip_left(nodes, at, false);
        }
        if wish.closes && after {
            strip_right(nodes, at + 1, false);
            if let Some(body) = last_body(&mut nodes[at]) {
                let end = body.len();
                strip_left(body, end, false);
            }
        }
    }
}

fn of_inline(inline: &mut Inline) -> Wish {
    strip_list(&mut inline.body, false);
    let body = &mut inline.body;
    let wish = Wish {
        strip: Strip { before: inline.open.before, after: inline.close.after },
        opens: begins_a_line(body, 0, false),
        closes: ends_a_line(body, body.len(), false),
        is_inline: false,
    };
    strip_ends(body, inline.open.after, inline.close.before);
    wish
}

fn of_block(block: &mut Block) -> Wish {
    strip_list(&mut block.body, false);
    if let Some(inverse) = &mut block.inverse {
        strip_list(inverse, false);
    }
    let Block { body, inverse, is_chained, open, middle, close, .. } = block;
    let mut wish = Wish {
        strip: Strip { before: open.before, after: close.after },
        opens: begins_a_line(body, 0, false),
        closes: false,
        is_inline: false,
    };
    let Some(inverse) = inverse else {
        wish.closes = ends_a_line(body, body.len(), false);
        strip_ends(body, open.after, close.before);
        return wish;
    };
    {
        let first = first_inverse(inverse, *is_chained);
        wish.closes = ends_a_line(first, first.len(), false);
    }
    strip_ends(body, open.after, middle.before);
    strip_ends(first_inverse(inverse, *is_chained), middle.after, false);
    strip_ends(last_inverse(inverse, *is_chained), false, close.before);
    let first = first_inverse(inverse, *is_chained);
    if ends_a_line(body, body.len(), false) && begins_a_line(first, 0, false) {
        let end = body.len();
        strip_left(body, end, false);
        strip_right(first, 0, false);
    }
    wish
}

/// What follows `else`, or `else if`.
fn first_inverse(inverse: &mut Vec<Node>, is_chained: bool) -> &mut Vec<Node> {
    if is_chained && matches!(inverse.first(), Some(Node::Block(_))) {
        let Some(Node::Block(link)) = inverse.first_mut() else { unreachable!() };
        return &mut link.body;
    }
    inverse
}

/// What stands before the tag that closes a chain.
fn last_inverse(inverse: &mut Vec<Node>, is_chained: bool) -> &mut Vec<Node> {
    first_inverse(inverse, is_chained)
}

fn first_body(node: &mut Node) -> Option<&mut Vec<Node>> {
    match node {
        Node::Block(block) => Some(&mut block.body),
        Node::Inline(inline) => Some(&mut inline.body),
        _ => None,
    }
}

fn last_body(node: &mut Node) -> Option<&mut Vec<Node>> {
    match node {
        Node::Block(block) => Some(block.inverse.as_mut().unwrap_or(&mut block.body)),
        Node::Inline(inline) => Some(&mut inline.body),
        _ => None,
    }
}

fn strip_ends(body: &mut [Node], first: bool, last: bool) {
    if first {
        strip_right(body, 0, true);
    }
    if last {
        strip_left(body, body.len(), true);
    }
}

/// Whether what stands before `at` ends with a line break and space.
fn ends_a_line(nodes: &[Node], at: usize, is_root: bool) -> bool {
    let Some(before) = at.checked_sub(1) else { return is_root };
    let Node::Text(text) = &nodes[before] else { return false };
    let rest = text.original.trim_end_matches(is_space);
    let space = &text.original[rest.len()..];
    space.contains('\n') || (rest.is_empty() && before == 0 && is_root)
}

/// Whether what stands at `at` begins with space and a line break.
fn begins_a_line(nodes: &[Node], at: usize, is_root: bool) -> bool {
    let Some(next) = nodes.get(at) else { return is_root };
    let Node::Text(text) = next else { return false };
    let rest = text.original.trim_start_matches(is_space);
    let space = &text.original[..text.original.len() - rest.len()];
    space.contains('\n') || (rest.is_empty() && at + 1 == nodes.len() && is_root)
}

/// As JavaScript's `\s`.
fn is_space(c: char) -> bool {
    (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}'
}

fn text_at(nodes: &mut [Node], at: usize) -> Option<&mut Text> {
    match nodes.get_mut(at) {
        Some(Node::Text(text)) => Some(text),
        _ => None,
    }
}

/// Strips the beginning of the text at `at`: all space, or up to a line break.
fn strip_right(nodes: &mut [Node], at: usize, all: bool) {
    let Some(text) = text_at(nodes, at).filter(|text| all || !text.is_right_stripped) else {
        return;
    };
    let rest = if all {
        text.value.trim_start_matches(is_space)
    } else {
        let rest = text.value.trim_start_matches([' ', '\t']);
        rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest)
    };
    text.is_right_stripped = rest.len() != text.value.len();
    text.value = rest.to_owned();
}

/// Strips the end of the text before `at`: all space, or spaces of its line.
fn strip_left(nodes: &mut [Node], at: usize, all: bool) -> bool {
    let before = at.checked_sub(1).and_then(|before| text_at(nodes, before));
    let Some(text) = before.filter(|text| all || !text.is_left_stripped) else { return false };
    let rest = if all {
        text.value.trim_end_matches(is_space)
    } else {
        text.value.trim_end_matches([' ', '\t'])
    };
    text.is_left_stripped = rest.len() != text.value.len();
    text.value.truncate(rest.len());
    text.is_left_stripped
}

fn indent_of(nodes: &[Node], at: usize) -> String {
    match at.checked_sub(1).and_then(|before| nodes.get(before)) {
        Some(Node::Text(text)) => {
            let rest = text.original.trim_end_matches([' ', '\t']);
            text.original[rest.len()..].to_owned()
        }
        _ => String::new(),
    }
}
