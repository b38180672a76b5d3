//! The operators of conditions, by name, and the values each takes.

use super::{
    condition::{Comparison, Condition, Matcher, Quantifier, Test},
    instant::Instant,
    keys,
    network::Network,
    pattern::Pattern,
};

/// Reads one operator on one key, or says what was expected instead.
///
/// `variables` is whether the policy's language has them.
pub(super) fn condition(
    operator: &str,
    key: &str,
    values: &[String],
    variables: bool,
) -> Result<Condition, String> {
    let key = keys::expect(key)?;
    let (quantifier, name) = match operator.split_once(':') {
        Some(("ForAllValues", name)) => (Quantifier::ForAllValues, name),
        Some(("ForAnyValue", name)) => (Quantifier::ForAnyValue, name),
        _ => (Quantifier::One, operator),
    };
    let (name, if_exists) =
        name.strip_suffix("IfExists").map_or((name, false), |name| (name, true));
    let test = if name == "Null" && !if_exists && quantifier == Quantifier::One {
        match values {
            [one] => Test::Absent(boolean(one)?),
            _ => return Err(format!("expected true or false, but found {values:?}")),
        }
    } else {
        let (kind, negated) = kind(name).ok_or_else(|| unknown(operator))?;
        let matchers =
            values.iter().map(|value| kind.matcher(value, variables)).collect::<Result<_, _>>()?;
        Test::Match { matchers, negated }
    };
    Ok(Condition { quantifier, test, if_exists, key })
}

#[derive(Clone, Copy)]
enum Kind {
    Exactly,
    IgnoringCase,
    Like,
    Arn,
    Bool,
    Network,
    Number(Comparison),
    Date(Comparison),
}

/// What an operator compares, and whether it wants the opposite.
fn kind(name: &str) -> Option<(Kind, bool)> {
    if let Some((_, kind, negated)) = FIXED.iter().find(|(known, _, _)| *known == name) {
        return Some((*kind, *negated));
    }
    let (family, order): (fn(Comparison) -> Kind, &str) =
        match (name.strip_prefix("Numeric"), name.strip_prefix("Date")) {
            (Some(order), _) => (Kind::Number, order),
            (_, Some(order)) => (Kind::Date, order),
            _ => return None,
        };
    let (comparison, negated) = match order {
        "Equals" => (Comparison::Equal, false),
        "NotEquals" => (Comparison::Equal, true),
        "LessThan" => (Comparison::Less, false),
        "LessThanEquals" => (Comparison::LessOrEqual, false),
        "GreaterThan" => (Comparison::Greater, false),
        "GreaterThanEquals" => (Comparison::GreaterOrEqual, false),
        _ => return None,
    };
    Some((family(comparison), negated))
}

const FIXED: [(&str, Kind, bool); 13] = [
    ("StringEquals", Kind::Exactly, false),
    ("StringNotEquals", Kind::Exactly, true),
    ("StringEqualsIgnoreCase", Kind::IgnoringCase, false),
    ("StringNotEqualsIgnoreCase", Kind::IgnoringCase, true),
    ("StringLike", Kind::Like, false),
    ("StringNotLike", Kind::Like, true),
    ("ArnEquals", Kind::Arn, false),
    ("ArnLike", Kind::Arn, false),
    ("ArnNotEquals", Kind::Arn, true),
    ("ArnNotLike", Kind::Arn, true),
    ("Bool", Kind::Bool, false),
    ("IpAddress", Kind::Network, false),
    ("NotIpAddress", Kind::Network, true),
];

impl Kind {
    fn matcher(self, value: &str, variables: bool) -> Result<Matcher, String> {
        let pattern = || Pattern::parse(value, variables);
        match self {
            Self::Exactly => pattern().map(Matcher::Exactly),
            Self::IgnoringCase => pattern().map(Matcher::IgnoringCase),
            Self::Like => pattern().map(Matcher::Like),
            Self::Arn if value.splitn(6, ':').count() < 6 => {
                Err(format!("expected an ARN of six fields, but found '{value}'"))
            }
            Self::Arn => pattern().map(Matcher::Arn),
            Self::Bool => boolean(value).map(Matcher::Bool),
            Self::Network => Network::parse(value).map(Matcher::Network).ok_or_else(|| {
                format!("expected an address range like 203.0.113.0/24, but found '{value}'")
            }),
            Self::Number(comparison) => match value.parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(Matcher::Number(comparison, number)),
                _ => Err(format!("expected a number, but found '{value}'")),
            },
            Self::Date(comparison) => Instant::parse(value)
                .map(|instant| Matcher::Date(comparison, instant))
                .ok_or_else(|| {
                    format!(
                        "expected a time like 2026-01-31T12:00:00Z or seconds since 1970, but found '{value}'"
                    )
                }),
        }
    }
}

fn boolean(value: &str) -> Result<bool, String> {
    match value {
        _ if value.eq_ignore_ascii_case("true") => Ok(true),
        _ if value.eq_ignore_ascii_case("false") => Ok(false),
        _ => Err(format!("expected true or false, but found '{value}'")),
    }
}

/// Binary operators have no key of SES to compare.
fn unknown(operator: &str) -> String {
    format!(
        "expected an operator String…, Numeric…, Date…, Arn…, Bool, Null, IpAddress or NotIpAddress, \
         but found '{operator}'"
    )
}
