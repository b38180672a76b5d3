//! `application/x-www-form-urlencoded`, read strictly.

use std::collections::{HashMap, hash_map::Entry};

use percent_encoding::percent_decode;

use crate::refusal::{Check, Kind, Refusal};

/// Decoded parameters in the order received.
#[derive(Debug)]
pub(crate) struct Form {
    pairs: Vec<(String, String)>,
    /// Where each name stands among the pairs.
    places: HashMap<String, usize>,
}

/// More than any operation has a use for. Tiny parameters take many times their
/// bytes in memory.
const MAX_PARAMETERS: usize = 50_000;

impl Form {
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for pair in bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let equals = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let name = decode(&pair[..equals])?;
            let value = decode(pair.get(equals + 1..).unwrap_or_default())?;
            // Which of two SES would take is not known: no program should depend on it.
            match places.entry(name.clone()) {
                Entry::Vacant(place) => place.insert(pairs.len()),
                Entry::Occupied(_) => {
                    let message = format!("The parameter {name} is given more than once.");
                    return Err(malformed(&message));
                }
            };
            if pairs.len() == MAX_PARAMETERS {
                let message = format!("Expected at most {MAX_PARAMETERS} parameters.");
                return Err(malformed(&message));
            }
            pairs.push((name, value));
        }
        Ok(Self { pairs, places })
    }

    /// The value of a parameter; an empty one counts as given.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.places.get(name).map(|place| self.pairs[*place].1.as_str())
    }

    /// The value of a parameter, unless it is empty.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.get(name).filter(|value| !value.is_empty()).map(str::to_owned)
    }

    /// `name.member.1`, `name.member.2`, … in the order of their numbers. SDKs
    /// write an empty list as `name=`.
    pub(crate) fn list(&self, name: &str) -> Result<Vec<String>, Refusal> {
        let mut members = Vec::new();
        for (other, value) in self.under(name) {
            let number = other[name.len()..]
                .strip_prefix(".member.")
                .and_then(|number| number.parse::<u32>().ok());
            match number {
                Some(number) if number > 0 => members.push((number, value.clone())),
                None if other == name && value.is_empty() => {}
                _ => {
                    return Err(malformed(&format!("Expected {name}.member.N, but found {other}")));
                }
            }
        }
        members.sort_by_key(|(number, _)| *number);
        Ok(members.into_iter().map(|(_, value)| value).collect())
    }

    /// The places of a list of structures, `name.member.1` …, in the order of
    /// their numbers.
    pub(crate) fn members(&self, name: &str) -> Result<Vec<String>, Refusal> {
        let mut numbers = std::collections::BTreeSet::new();
        for (other, value) in self.under(name) {
            let number = other[name.len()..]
                .strip_prefix(".member.")
                .and_then(|rest| rest.split('.').next())
                .and_then(|number| number.parse::<u32>().ok());
            match number {
                Some(number) if number > 0 => {
                    numbers.insert(number);
                }
                None if other == name && value.is_empty() => {}
                _ => {
                    return Err(malformed(&format!("Expected {name}.member.N, but found {other}")));
                }
            }
        }
        Ok(numbers.into_iter().map(|number| format!("{name}.member.{number}")).collect())
    }

    /// The first parameter called `name` or `name.…`: a structure or list is there
    /// if one is.
    pub(crate) fn within<'s>(&'s self, name: &'s str) -> Option<&'s str> {
        self.under(name).next().map(|(name, _)| name.as_str())
    }

    /// The parameters called `name` or `name.…`.
    pub(crate) fn under<'s>(
        &'s self,
        name: &'s str,
    ) -> impl Iterator<Item = &'s (String, String)> + 's {
        self.pairs.iter().filter(move |(other, _)| {
            other.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }
}

fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    let mut rest = bytes;
    while let Some(percent) = rest.iter().position(|byte| *byte == b'%') {
        let digits = rest.get(percent + 1..percent + 3);
        if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
            return Err(malformed("Expected two hexadecimal digits after a percent sign."));
        }
        rest = &rest[percent + 3..];
    }
    let spaced: Vec<u8> =
        bytes.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let decoded: Vec<u8> = percent_decode(&spaced).collect();
    String::from_utf8(decoded)
        .map_err(|_| malformed("Expected UTF-8 in the parameters, but found other bytes."))
}

fn malformed(message: &str) -> Refusal {
    Refusal::new(Kind::MalformedQuery, Check::Request, message)
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn members_are_ordered_by_number() {
        let form = Form::parse(b"A.member.10=j&A.member.2=b+c&A.member.1=%61%2B&AB=x&C=").unwrap();
        assert_eq!(form.list("A").unwrap(), ["a+", "b c", "j"]);
        assert_eq!(form.list("C").unwrap(), Vec::<String>::new());
        assert_eq!(form.text("C"), None);
        assert_eq!(form.get("AB"), Some("x"));
    }

    #[test]
    fn parameters_are_counted() {
        let form = |count: usize| {
            let names: Vec<String> = (0..count).map(|number| format!("{number:x}")).collect();
            Form::parse(names.join("&").as_bytes())
        };
        assert!(form(super::MAX_PARAMETERS).is_ok());
        let refusal = form(super::MAX_PARAMETERS + 1).err().unwrap();
        assert_eq!(refusal.message.as_deref(), Some("Expected at most 50000 parameters."));
    }

    #[test]
    fn malformed_forms_are_refused() {
        for form in [&b"A=%"[..], b"A=%4", b"A=%zz", b"A=%FF", b"A=1&A=2"] {
            assert!(Form::parse(form).is_err(), "{form:?}");
        }
        for form in [&b"A.member.x=1"[..], b"A.member.0=1", b"A.1=1", b"A=1"] {
            assert!(Form::parse(form).unwrap().list("A").is_err(), "{form:?}");
        }
    }
}
