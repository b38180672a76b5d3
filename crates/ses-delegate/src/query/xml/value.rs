//! An element's content as a value: members are elements by their names, lists
//! hold one element for each entry, maps hold entries of `<key>` and `<value>`.
//!
//! How deep it reads depends on the type that is read, never on the document.

use std::borrow::Cow;
use std::str::FromStr;

use roxmltree::Node;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{self, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

/// The first element called `name` within `node`, in any namespace.
pub(super) fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| child.tag_name().name() == name)
}

/// The text of `element`, as it is, up to the first element within.
pub(super) fn text<'a>(element: Node<'a, '_>) -> Cow<'a, str> {
    let content = element.children().take_while(|node| !node.is_element());
    let mut pieces = content.filter(Node::is_text).filter_map(|node| node.text());
    let first = Cow::Borrowed(pieces.next().unwrap_or_default());
    pieces.fold(first, |text, piece| text + piece)
}

/// An element of which a value is read.
pub(super) struct Value<'a, 'input>(pub(super) Node<'a, 'input>);

impl Value<'_, '_> {
    fn parse<T: FromStr>(&self, expected: &'static str) -> Result<T, Error> {
        let text = text(self.0);
        text.trim().parse().map_err(|_| Error::invalid_value(de::Unexpected::Str(&text), &expected))
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $expected:literal;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit(self.parse($expected)?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Value<'_, '_> {
    type Error = Error;

    /// Text, unless the type says otherwise.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(&text(self.0))
    }

    numbers! {
        deserialize_bool visit_bool "true or false";
        deserialize_i8 visit_i8 "a whole number";
        deserialize_i16 visit_i16 "a whole number";
        deserialize_i32 visit_i32 "a whole number";
        deserialize_i64 visit_i64 "a whole number";
        deserialize_u8 visit_u8 "a whole number";
        deserialize_u16 visit_u16 "a whole number";
        deserialize_u32 visit_u32 "a whole number";
        deserialize_u64 visit_u64 "a whole number";
        deserialize_f32 visit_f32 "a number";
        deserialize_f64 visit_f64 "a number";
    }

    /// What is absent has no element.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(text(self.0).into_deserializer())
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Elements(self.0.first_element_child()))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Elements(self.0.first_element_child()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_map(Members { of: self.0, names: fields.iter(), value: None })
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

/// The elements from this one on: entries of a list or of a map.
struct Elements<'a, 'input>(Option<Node<'a, 'input>>);

impl<'de> de::SeqAccess<'de> for Elements<'_, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(element) = self.0 else { return Ok(None) };
        self.0 = element.next_sibling_element();
        seed.deserialize(Value(element)).map(Some)
    }
}

impl<'de> de::MapAccess<'de> for Elements<'_, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some(entry) = self.0 else { return Ok(None) };
        let key = child(entry, "key").ok_or_else(|| Error::missing_field("key"))?;
        seed.deserialize(Value(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let entry = self.0.take();
        self.0 = entry.and_then(|entry| entry.next_sibling_element());
        let value = entry.and_then(|entry| child(entry, "value"));
        seed.deserialize(Value(value.ok_or_else(|| Error::missing_field("value"))?))
    }
}

/// The members of a structure that its type knows; AWS adds others.
struct Members<'a, 'input> {
    of: Node<'a, 'input>,
    names: std::slice::Iter<'static, &'static str>,
    value: Option<Node<'a, 'input>>,
}

impl<'de> de::MapAccess<'de> for Members<'_, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        for name in self.names.by_ref() {
            self.value = child(self.of, name);
            if self.value.is_some() {
                let name: StrDeserializer<'_, Error> = (*name).into_deserializer();
                return seed.deserialize(name).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let value = self.value.take().ok_or_else(|| Error::custom("a value before its name"))?;
        seed.deserialize(Value(value))
    }
}
