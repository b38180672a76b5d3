//! The XML of Query answers.
//!
//! # Source
//!
//! SES API Reference and STS API Reference (2010-12-01, 2011-06-15), and the
//! `query` protocol of AWS's service models.

use std::fmt::Write;

/// A member of an answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Text(String),
    /// `<member>…</member>` for each.
    List(Vec<Value>),
    /// `<entry><key>…</key><value>…</value></entry>` for each.
    Map(Vec<(String, Value)>),
    Structure(Structure),
}

/// Members in the order they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Structure(Vec<(&'static str, Value)>);

impl Structure {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.0.push((name, value.into()));
        self
    }

    /// A member that is left out when it is absent.
    #[must_use]
    pub(crate) fn with_some(self, name: &'static str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Structure> for Value {
    fn from(structure: Structure) -> Self {
        Self::Structure(structure)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(list: Vec<T>) -> Self {
        Self::List(list.into_iter().map(Into::into).collect())
    }
}

/// The whole answer to `action`: its result, if it has one, and the request id.
pub(crate) fn response(
    namespace: &str,
    action: &str,
    result: Option<&Structure>,
    request_id: &str,
) -> String {
    let mut out = format!("<{action}Response xmlns=\"{namespace}\">\n");
    if let Some(result) = result {
        element(&mut out, 1, &format!("{action}Result"), |out, depth| members(out, depth, result));
    }
    metadata(&mut out, request_id);
    let _ = writeln!(out, "</{action}Response>");
    out
}

fn metadata(out: &mut String, request_id: &str) {
    element(out, 1, "ResponseMetadata", |out, depth| {
        value(out, depth, "RequestId", &Value::Text(request_id.to_owned()));
    });
}

fn members(out: &mut String, depth: usize, structure: &Structure) {
    for (name, member) in &structure.0 {
        value(out, depth, name, member);
    }
}

fn value(out: &mut String, depth: usize, name: &str, member: &Value) {
    match member {
        Value::Text(text) => {
            let _ = writeln!(out, "{:1$}<{name}>{2}</{name}>", "", depth * 2, escape(text));
        }
        Value::List(list) => element(out, depth, name, |out, depth| {
            for one in list {
                value(out, depth, "member", one);
            }
        }),
        Value::Map(map) => element(out, depth, name, |out, depth| {
            for (key, one) in map {
                element(out, depth, "entry", |out, depth| {
                    value(out, depth, "key", &Value::Text(key.clone()));
                    value(out, depth, "value", one);
                });
            }
        }),
        Value::Structure(structure) => {
            element(out, depth, name, |out, depth| members(out, depth, structure));
        }
    }
}

fn element(out: &mut String, depth: usize, name: &str, content: impl FnOnce(&mut String, usize)) {
    let _ = writeln!(out, "{:1$}<{name}>", "", depth * 2);
    content(out, depth + 1);
    let _ = writeln!(out, "{:1$}</{name}>", "", depth * 2);
}

/// Escapes text for XML; characters XML 1.0 cannot hold become U+FFFD.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\r' => escaped.push_str("&#13;"),
            '\t' | '\n' => escaped.push(character),
            '\0'..=' ' | '\u{fffe}' | '\u{ffff}' if character != ' ' => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        assert_eq!(escape("a <b> & 'c' \u{1}\u{ffff}"), "a &lt;b&gt; &amp; 'c' \u{fffd}\u{fffd}");
    }

    #[test]
    fn every_kind_of_member() {
        let result = Structure::new()
            .with("Names", vec!["a", "b&"])
            .with("Policies", Value::Map(vec![("p".to_owned(), "{}".into())]))
            .with("Empty", Vec::<String>::new())
            .with_some("NextToken", None::<String>);
        let xml = response("urn:x", "Get", Some(&result), "id");
        let flat: String = xml.lines().map(str::trim).collect();
        assert_eq!(
            flat,
            "<GetResponse xmlns=\"urn:x\"><GetResult><Names><member>a</member><member>b&amp;</member>\
             </Names><Policies><entry><key>p</key><value>{}</value></entry></Policies><Empty></Empty>\
             </GetResult><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></GetResponse>"
        );
    }
}
