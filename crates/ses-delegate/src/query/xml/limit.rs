//! A bound on what is given to the XML parser.

/// AWS's answers have one attribute, the namespace.
const ATTRIBUTES_MAX: usize = 100;

/// False if `xml` has more attributes than any answer: the parser's time grows
/// with the square of those of one element, and with the cube of nested
/// namespaces. Everything else about a document costs it no more than its length.
pub(super) fn is_within(xml: &str) -> bool {
    let mut attributes = 0;
    let mut rest = xml;
    while let Some((_, markup)) = rest.split_once('<') {
        if let Some(section) = markup.strip_prefix("![CDATA[") {
            rest = section.split_once("]]>").map_or("", |(_, rest)| rest);
        } else if let Some(comment) = markup.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
        } else {
            let (end, count) = tag(markup);
            attributes += count;
            rest = &markup[end..];
        }
        if attributes > ATTRIBUTES_MAX {
            return false;
        }
    }
    true
}

/// Where the tag that `markup` begins with ends, and how many attributes it has.
fn tag(markup: &str) -> (usize, usize) {
    let (mut count, mut quote) = (0, None);
    for (at, byte) in markup.bytes().enumerate() {
        match quote {
            Some(closing) if byte == closing => quote = None,
            None if byte == b'>' => return (at, count),
            None if byte == b'=' => count += 1,
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            Some(_) | None => {}
        }
    }
    (markup.len(), count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_in_tags_only() {
        let many = "a=\"\" ".repeat(ATTRIBUTES_MAX + 1);
        for xml in [
            format!("<a b=\">\" {many}/>"),
            format!("<a b='\">' {many}>"),
            "<a b=\"\">".repeat(ATTRIBUTES_MAX + 1),
            format!("<!-- <![CDATA[ --><a {many}>"),
        ] {
            assert!(!is_within(&xml), "{xml:.40}");
        }
        for xml in [
            "",
            "no markup = at all",
            &format!("<a>{many}</a>"),
            &format!("<a>&lt;{many}></a>"),
            &format!("<a><![CDATA[<b {many}>]]></a>"),
            &format!("<!--<b {many}>--><a/>"),
            &format!("<a b=\"{many}", many = "=".repeat(200)),
            "<",
            "<!--",
            "<![CDATA[",
            "<a b=\"é",
        ] {
            assert!(is_within(xml), "{xml:.40}");
        }
    }
}
