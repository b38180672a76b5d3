//! The `Condition` block: operators, keys, and what a missing key means.
//!
//! # Source
//!
//! IAM User Guide, "IAM JSON policy elements: Condition operators" and
//! "Set operators for multivalued context keys".

use std::{collections::BTreeMap, net::IpAddr};

use super::glob::Glob;

/// The values of a request, by condition key in lower case.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context(BTreeMap<&'static str, Vec<String>>);

/// The keys a policy may name, in lower case. Any other is refused at load.
pub(super) const KEYS: [&str; 7] = [
    "ses:fromaddress",
    "ses:fromdisplayname",
    "ses:feedbackaddress",
    "ses:recipients",
    "ses:apiversion",
    "aws:securetransport",
    "aws:sourceip",
];

/// One operator on one key.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    pub(super) quantifier: Quantifier,
    pub(super) test: Test,
    /// `…IfExists`: true when the key is missing.
    pub(super) if_exists: bool,
    pub(super) key: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quantifier {
    One,
    ForAllValues,
    ForAnyValue,
}

#[derive(Clone, Debug)]
pub(super) enum Test {
    /// Any of these, or with `negated` none of them.
    Match { matchers: Vec<Matcher>, negated: bool },
    /// `Null`: whether the key must be absent.
    Absent(bool),
}

#[derive(Clone, Debug)]
pub(super) enum Matcher {
    Exactly(String),
    IgnoringCase(String),
    Like(Glob),
    Network(Network),
}

/// An address range: `203.0.113.0/24`, `2001:db8::/32`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Network {
    address: IpAddr,
    prefix: u32,
}

impl Context {
    /// Sets the values of `key`, which is one of [`KEYS`] in any case.
    pub(crate) fn set(&mut self, key: &str, values: Vec<String>) {
        if let Some(key) = known(key) {
            self.0.insert(key, values);
        }
    }
}

/// The key as compared: condition keys are not case-sensitive.
pub(super) fn known(key: &str) -> Option<&'static str> {
    KEYS.into_iter().find(|known| known.eq_ignore_ascii_case(key))
}

impl Condition {
    pub(super) fn holds(&self, context: &Context) -> bool {
        let values = context.0.get(self.key).filter(|values| !values.is_empty());
        let (matchers, negated) = match &self.test {
            Test::Absent(absent) => return values.is_none() == *absent,
            Test::Match { matchers, negated } => (matchers, *negated),
        };
        let Some(values) = values else {
            return match self.quantifier {
                Quantifier::ForAllValues => true,
                Quantifier::ForAnyValue => self.if_exists,
                Quantifier::One => self.if_exists || negated,
            };
        };
        let passes = |value: &String| matchers.iter().any(|one| one.matches(value)) != negated;
        // A multivalued key without a set operator: a match needs one value,
        // and a negated match must hold for all of them.
        let every = self.quantifier == Quantifier::ForAllValues
            || (self.quantifier == Quantifier::One && negated);
        if every { values.iter().all(passes) } else { values.iter().any(passes) }
    }
}

impl Matcher {
    fn matches(&self, value: &str) -> bool {
        match self {
            Self::Exactly(expected) => expected == value,
            Self::IgnoringCase(expected) => expected.to_lowercase() == value.to_lowercase(),
            Self::Like(glob) => glob.matches(value),
            Self::Network(network) => value.parse().is_ok_and(|address| network.contains(address)),
        }
    }
}

impl Network {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Some(longest), |prefix| prefix.parse().ok())?;
        (prefix <= longest).then_some(Self { address, prefix })
    }

    fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let differing = u32::from(own) ^ u32::from(other);
                differing.leading_zeros() >= self.prefix
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let differing = u128::from(own) ^ u128::from(other);
                differing.leading_zeros() >= self.prefix
            }
            _ => false,
        }
    }
}
