//! One line of a `Condition` block: when it holds, and what a missing key means.
//!
//! # Source
//!
//! IAM User Guide, "IAM JSON policy elements: Condition operators" and
//! "Set operators for multivalued context keys".

use std::{cmp::Ordering, net::IpAddr};

use super::{glob::Glob, instant::Instant, keys::Context, network::Network, pattern::Pattern};

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
    Exactly(Pattern),
    IgnoringCase(Pattern),
    Like(Pattern),
    /// Field by field, wildcards within each: `ArnEquals` is no stricter.
    Arn(Pattern),
    Bool(bool),
    Number(Comparison, f64),
    Date(Comparison, Instant),
    Network(Network),
}

/// How the value of the request stands to that of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Condition {
    pub(super) fn holds(&self, context: &Context) -> bool {
        let values = context.values(self.key);
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
        let passes =
            |value: &String| matchers.iter().any(|one| one.matches(value, context)) != negated;
        // A multivalued key without a set operator: a match needs one value,
        // and a negated match must hold for all of them.
        let every = self.quantifier == Quantifier::ForAllValues
            || (self.quantifier == Quantifier::One && negated);
        if every { values.iter().all(passes) } else { values.iter().any(passes) }
    }
}

impl Matcher {
    /// A variable without a value equals nothing, and is like nothing.
    fn matches(&self, value: &str, context: &Context) -> bool {
        match self {
            Self::Exactly(expected) => expected.text(context).is_some_and(|text| text == value),
            Self::IgnoringCase(expected) => expected
                .text(context)
                .is_some_and(|text| text.to_lowercase() == value.to_lowercase()),
            Self::Like(pattern) => pattern.glob(context).is_some_and(|glob| glob.matches(value)),
            Self::Arn(pattern) => {
                pattern.glob(context).is_some_and(|glob| arn_matches(&glob, value))
            }
            Self::Bool(expected) => {
                value.eq_ignore_ascii_case(if *expected { "true" } else { "false" })
            }
            Self::Number(comparison, expected) => value
                .parse::<f64>()
                .ok()
                .and_then(|value| value.partial_cmp(expected))
                .is_some_and(|order| comparison.accepts(order)),
            Self::Date(comparison, expected) => {
                Instant::parse(value).is_some_and(|value| comparison.accepts(value.cmp(expected)))
            }
            Self::Network(network) => {
                value.parse::<IpAddr>().is_ok_and(|address| network.contains(address))
            }
        }
    }
}

impl Comparison {
    fn accepts(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

fn arn_matches(pattern: &Glob, value: &str) -> bool {
    let fields: Vec<&str> = value.splitn(6, ':').collect();
    let patterns = pattern.arn_fields();
    fields.len() == 6
        && patterns.len() == 6
        && patterns.iter().zip(fields).all(|(pattern, field)| pattern.matches(field))
}
