//! The AWS Query protocol's flat form: any input becomes names and texts.
//!
//! Nested members are joined by dots, lists count from `member.1`; absent
//! members and empty lists are left out.
//!
//! # Source
//! Smithy, "AWS Query protocol".

use std::fmt::{self, Display, Write as _};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::ser::{self, Impossible, Serialize, Serializer};

/// All but `A-Z a-z 0-9 - _ . ~` (RFC 3986 section 2.3).
pub(crate) const RESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A form of `Action`, `Version` and the members of `input`, in order. Where a
/// blob goes stands a NUL, which percent-encoding leaves nowhere else.
pub(crate) fn write(action: &str, version: &str, input: &(impl Serialize + ?Sized)) -> String {
    let mut form = format!("Action={action}&Version={version}");
    let mut name = String::new();
    let root = Member { name: &mut name, form: &mut form };
    input.serialize(root).expect("operation inputs are structs, enums, lists and texts");
    form
}

/// The members of a form, decoded.
pub(crate) fn read(form: &str) -> Vec<(String, String)> {
    let text = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    form.split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (text(name), text(value)))
        .collect()
}

/// Writes the member called `name`.
struct Member<'a> {
    name: &'a mut String,
    form: &'a mut String,
}

impl Member<'_> {
    /// Lets `write` have the member called `member` within this one.
    fn within<T>(&mut self, member: impl Display, write: impl FnOnce(Member<'_>) -> T) -> T {
        let outer = self.name.len();
        if outer > 0 {
            self.name.push('.');
        }
        // Writing to a string cannot fail.
        let _ = write!(self.name, "{member}");
        let written = write(Member { name: &mut *self.name, form: &mut *self.form });
        self.name.truncate(outer);
        written
    }

    fn begin(&mut self) {
        self.form.push('&');
        self.form.push_str(self.name);
        self.form.push('=');
    }

    fn text(mut self, value: &str) {
        self.begin();
        self.form.extend(utf8_percent_encode(value, RESERVED));
    }
}

/// A list under `<name>.member`.
struct List<'a> {
    member: Member<'a>,
    count: usize,
}

/// An input that the Query protocol has no form for.
#[derive(Debug)]
pub(crate) struct Unsupported(String);

impl Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unsupported {}

impl ser::Error for Unsupported {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

fn unsupported<T>(what: &str) -> Result<T, Unsupported> {
    Err(Unsupported(format!("{what} in a Query input")))
}

macro_rules! as_text {
    ($($method:ident: $type:ty),*) => {$(
        fn $method(self, value: $type) -> Result<(), Unsupported> {
            self.text(&value.to_string());
            Ok(())
        }
    )*};
}

impl<'a> Serializer for Member<'a> {
    type Ok = ();
    type Error = Unsupported;
    type SerializeSeq = List<'a>;
    type SerializeTuple = Impossible<(), Unsupported>;
    type SerializeTupleStruct = Impossible<(), Unsupported>;
    type SerializeTupleVariant = Impossible<(), Unsupported>;
    type SerializeMap = Impossible<(), Unsupported>;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<(), Unsupported>;

    as_text!(
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32,
        serialize_i64: i64, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32,
        serialize_u64: u64, serialize_char: char
    );

    fn serialize_str(self, value: &str) -> Result<(), Unsupported> {
        self.text(value);
        Ok(())
    }

    /// A blob, whose plan goes where the mark stands.
    fn serialize_u128(mut self, _: u128) -> Result<(), Unsupported> {
        self.begin();
        self.form.push('\0');
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Unsupported> {
        self.text(&value.to_string());
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Unsupported> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unsupported> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a>, Unsupported> {
        Ok(List { member: self, count: 0 })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unsupported> {
        Ok(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unsupported> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Unsupported> {
        self.within(variant, |member| value.serialize(member))
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Unsupported> {
        self.text(variant);
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Result<(), Unsupported> {
        unsupported("a float")
    }

    fn serialize_f64(self, _: f64) -> Result<(), Unsupported> {
        unsupported("a float")
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Unsupported> {
        unsupported("bytes other than a Blob")
    }

    fn serialize_unit(self) -> Result<(), Unsupported> {
        unsupported("a unit")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unsupported> {
        unsupported("a unit")
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unsupported> {
        unsupported("a tuple")
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unsupported> {
        unsupported("a tuple")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unsupported> {
        unsupported("a tuple")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Unsupported> {
        unsupported("a map")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unsupported> {
        unsupported("a struct variant")
    }
}

impl ser::SerializeSeq for List<'_> {
    type Ok = ();
    type Error = Unsupported;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsupported> {
        self.count += 1;
        let count = self.count;
        self.member.within(format_args!("member.{count}"), |member| value.serialize(member))
    }

    fn end(self) -> Result<(), Unsupported> {
        Ok(())
    }
}

impl ser::SerializeStruct for Member<'_> {
    type Ok = ();
    type Error = Unsupported;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Unsupported> {
        self.within(key, |member| value.serialize(member))
    }

    fn end(self) -> Result<(), Unsupported> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Serialize)]
    #[serde(rename_all = "PascalCase")]
    struct Input {
        name: &'static str,
        absent: Option<u8>,
        list: Vec<Tag>,
        empty: Vec<Tag>,
        flag: bool,
    }

    #[derive(serde::Serialize)]
    #[serde(rename_all = "PascalCase")]
    struct Tag {
        name: &'static str,
    }

    #[test]
    fn members_are_flattened_as_query_wants() {
        let input = Input {
            name: "n",
            absent: None,
            list: vec![Tag { name: "a" }, Tag { name: "b" }],
            empty: vec![],
            flag: true,
        };
        assert_eq!(
            write("Act", "1", &input),
            "Action=Act&Version=1&Name=n&List.member.1.Name=a&List.member.2.Name=b&Flag=true"
        );
    }

    #[test]
    fn values_are_percent_encoded() {
        let name = "a+b/c= ~é\r\n&\0";
        let input = Input { name, absent: None, list: vec![], empty: vec![], flag: false };
        let form = write("A", "1", &input);
        assert!(form.contains("&Name=a%2Bb%2Fc%3D%20~%C3%A9%0D%0A%26%00&"), "{form}");
        assert_eq!(read(&form)[2], ("Name".to_owned(), name.to_owned()));
    }
}
