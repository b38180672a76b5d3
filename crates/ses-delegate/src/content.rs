//! What a file holds: its bytes, or only how many there are.

use std::fmt;
use std::sync::Arc;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The content of a file, which many copies of a draft share.
///
/// A request needs its size only; the bytes may stay wherever they are and be
/// streamed through the [`BodyPlan`](crate::BodyPlan) later. In JSON it is a
/// list of bytes, or `{ "size": 12345 }`.
#[derive(Clone, PartialEq, Eq)]
pub struct Content(Kept);

#[derive(Clone, PartialEq, Eq)]
enum Kept {
    Here(Arc<[u8]>),
    Elsewhere(u64),
}

impl Content {
    /// A content of `size` bytes that the caller keeps.
    pub fn elsewhere(size: u64) -> Self {
        Self(Kept::Elsewhere(size))
    }

    /// How many bytes there are.
    pub fn size(&self) -> u64 {
        match &self.0 {
            Kept::Here(bytes) => bytes.len() as u64,
            Kept::Elsewhere(size) => *size,
        }
    }

    /// The bytes, unless they are kept elsewhere.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Kept::Here(bytes) => Some(bytes),
            Kept::Elsewhere(_) => None,
        }
    }
}

impl Default for Content {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Kept::Here(bytes.into()))
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.bytes().is_some() { "bytes" } else { "bytes elsewhere" };
        write!(f, "{} {place}", self.size())
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Kept::Here(bytes) => to.serialize_bytes(bytes),
            Kept::Elsewhere(size) => {
                let mut sized = to.serialize_struct("Content", 1)?;
                sized.serialize_field("size", size)?;
                sized.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ContentVisitor)
    }
}

struct ContentVisitor;

impl<'de> Visitor<'de> for ContentVisitor {
    type Value = Content;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes, or the size of bytes kept elsewhere")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Content, E> {
        Ok(bytes.to_vec().into())
    }

    fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<Content, E> {
        Ok(bytes.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Content, A::Error> {
        let mut bytes = Vec::with_capacity(list.size_hint().unwrap_or(0).min(1 << 16));
        while let Some(byte) = list.next_element()? {
            bytes.push(byte);
        }
        Ok(bytes.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Content, A::Error> {
        let mut size = None;
        while let Some(key) = map.next_key::<String>()? {
            if key != "size" {
                return Err(A::Error::unknown_field(&key, &["size"]));
            }
            size = Some(map.next_value()?);
        }
        size.map(Content::elsewhere).ok_or_else(|| A::Error::missing_field("size"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_sizes_survive_json() {
        for content in [Content::from(vec![0, 1, 255]), Content::default(), Content::elsewhere(7)] {
            let json = serde_json::to_string(&content).unwrap();
            assert_eq!(serde_json::from_str::<Content>(&json).unwrap(), content, "{json}");
        }
        for json in ["{}", r#"{"size":-1}"#, r#"{"length":1}"#, "[256]", "\"text\""] {
            assert!(serde_json::from_str::<Content>(json).is_err(), "{json}");
        }
    }
}
