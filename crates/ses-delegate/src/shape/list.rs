//! Lists and numbers within AWS's bounds.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::ParseError;
use crate::input::refused;

/// A list of `MIN` to `MAX` entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T, const MIN: usize, const MAX: usize>(Vec<T>);

impl<T, const MIN: usize, const MAX: usize> List<T, MIN, MAX> {
    /// # Errors
    /// `list.length`.
    pub fn new(entries: Vec<T>) -> Result<Self, ParseError> {
        let found = entries.len();
        if (MIN..=MAX).contains(&found) {
            return Ok(Self(entries));
        }
        let expected = match (MIN, MAX) {
            (0, _) => format!("at most {MAX} entries"),
            (_, usize::MAX) => format!("at least {MIN}"),
            _ => format!("{MIN} to {MAX} entries"),
        };
        Err(ParseError::new("list.length", expected, found.to_string()))
    }

    /// The entries.
    pub fn as_slice(&self) -> &[T] {
        &self.0
    }
}

/// Empty, where that is allowed.
impl<T, const MAX: usize> Default for List<T, 0, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Serialize, const MIN: usize, const MAX: usize> Serialize for List<T, MIN, MAX> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

impl<'de, T: Deserialize<'de>, const MIN: usize, const MAX: usize> Deserialize<'de>
    for List<T, MIN, MAX>
{
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(Vec::deserialize(from)?).map_err(|error| refused(&error))
    }
}

/// A whole number from `MIN` to `MAX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number<const MIN: u32, const MAX: u32>(u32);

impl<const MIN: u32, const MAX: u32> Number<MIN, MAX> {
    /// # Errors
    /// `number.range`.
    pub fn new(number: u32) -> Result<Self, ParseError> {
        Self::within(i64::from(number))
    }

    fn within(number: i64) -> Result<Self, ParseError> {
        match u32::try_from(number) {
            Ok(proven) if (MIN..=MAX).contains(&proven) => Ok(Self(proven)),
            _ => {
                let expected = format!("a whole number from {MIN} to {MAX}");
                Err(ParseError::new("number.range", expected, number.to_string()))
            }
        }
    }

    /// The number.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl<const MIN: u32, const MAX: u32> fmt::Display for Number<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const MIN: u32, const MAX: u32> Serialize for Number<MIN, MAX> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u32(self.0)
    }
}

impl<'de, const MIN: u32, const MAX: u32> Deserialize<'de> for Number<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::within(i64::deserialize(from)?).map_err(|error| refused(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_their_length() {
        let length = |found| List::<u8, 1, 3>::new(vec![0; found]);
        assert_eq!(length(3).unwrap().as_slice().len(), 3);
        let error = length(4).unwrap_err();
        assert_eq!(error.to_string(), "expected 1 to 3 entries, but found 4");
        assert_eq!(length(0).unwrap_err().code(), "list.length");
        assert!(List::<u8, 0, 1>::default().as_slice().is_empty());
        let error = List::<u8, 1, { usize::MAX }>::new(vec![]).unwrap_err();
        assert_eq!(error.message(), "expected at least 1, but found 0");
    }

    #[test]
    fn numbers_have_their_range() {
        let read = |json: &str| serde_json::from_str::<Number<900, 43_200>>(json);
        assert_eq!(read("900").unwrap().get(), 900);
        for json in ["899", "43201", "-900", "900.5", "\"900\"", "99999999999", "null"] {
            assert!(read(json).is_err(), "{json}");
        }
        assert_eq!(Number::<1, 100>::new(0).unwrap_err().code(), "number.range");
    }
}
