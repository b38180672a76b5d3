//! The element `Condition`.

use super::context::{Context, Values};
use super::json::Node;
use super::operator::{Operator, Set, Test};
use super::truth::Truth;
use super::value::Value;
use crate::error::{ParseError, quote, quote_even_empty};

/// One operator, one key, and the values of which one suffices. All conditions
/// of a statement must hold.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Condition {
    operator: Operator,
    key: String,
    values: Vec<Value>,
}

/// Whether a condition holds; if it does not, or nobody can tell, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Held {
    Yes,
    No(String),
    Unknown(String),
}

/// The conditions of a statement, in the order of its text.
///
/// # Errors
/// `iam.condition`, `iam.operator`, `iam.key`, `iam.value`, `iam.variable`.
pub(super) fn read(node: &Node, variables: bool) -> Result<Vec<Condition>, ParseError> {
    let mut conditions = Vec::new();
    let operators = node.object("iam.condition", "an object of condition operators")?;
    for (name, keys) in operators {
        let operator = Operator::read(name)?;
        let keys = keys
            .object("iam.condition", "an object of condition keys")
            .map_err(|error| error.at(name))?;
        for (key, values) in keys {
            let condition = of(&operator, key, values, variables);
            conditions.push(condition.map_err(|error| error.at(name))?);
        }
    }
    Ok(conditions)
}

fn of(
    operator: &Operator,
    key: &str,
    values: &Node,
    variables: bool,
) -> Result<Condition, ParseError> {
    let is_key = key.split_once(':').is_some_and(|(service, name)| {
        !service.is_empty() && !name.is_empty() && !key.contains(char::is_whitespace)
    });
    if !is_key {
        let expected = "a condition key with its service, such as ses:FromAddress";
        return Err(ParseError::quoting("iam.key", expected, key));
    }
    let values = values.one_or_more(key, "iam.value", "one value or more", |node| {
        let text = match node {
            Node::Text(text) | Node::Number(text) => text.clone(),
            Node::Bool(value) => value.to_string(),
            other => {
                return Err(ParseError::new("iam.value", "one value or more", other.found()));
            }
        };
        Value::read(&text, operator, variables)
    })?;
    Ok(Condition { operator: operator.clone(), key: key.to_owned(), values })
}

impl Condition {
    pub(super) fn holds(&self, context: &Context) -> Held {
        match context.get(&self.key) {
            Values::Unknown(why) => Held::Unknown(format!("{} is not known here: {why}", self.key)),
            Values::Absent => self.without_key(),
            Values::One(value) => self.with_values(std::slice::from_ref(value), context),
            Values::Many(_) if self.operator.set.is_none() && self.operator.test != Test::Null => {
                Held::Unknown(format!(
                    "{} is a key of several values, and AWS does not document what an operator without ForAllValues: or ForAnyValue: makes of it",
                    self.key
                ))
            }
            Values::Many(values) => self.with_values(values, context),
            Values::OneOrAbsent(value) => {
                let present = self.with_values(std::slice::from_ref(value), context);
                let absent = self.without_key();
                if std::mem::discriminant(&present) == std::mem::discriminant(&absent) {
                    return absent;
                }
                Held::Unknown(format!(
                    "AWS does not document whether {} then is {} or absent, and {} tells the two apart",
                    self.key,
                    quote_even_empty(value),
                    self.operator.name,
                ))
            }
        }
    }

    fn without_key(&self) -> Held {
        let Operator { set, test, negated, if_exists, .. } = &self.operator;
        if *set == Some(Set::Any) && *if_exists {
            return Held::Unknown(format!(
                "the request has no {}, and AWS documents of IfExists that it then holds, of ForAnyValue: that it does not",
                self.key
            ));
        }
        let holds = match set {
            _ if *test == Test::Null => self.values.iter().any(Value::wants_absence),
            _ if *if_exists => true,
            Some(Set::All) => true,
            Some(Set::Any) => false,
            None => *negated,
        };
        if holds {
            Held::Yes
        } else {
            let (key, name) = (&self.key, &self.operator.name);
            Held::No(format!("the request has no {key}, which {name} asks for"))
        }
    }

    fn with_values(&self, found: &[String], context: &Context) -> Held {
        let Self { operator, key, .. } = self;
        if operator.test == Test::Null {
            let holds = self.values.iter().any(|value| !value.wants_absence());
            return if holds {
                Held::Yes
            } else {
                Held::No(format!("the request has {key}, which Null wants absent"))
            };
        }
        let truth = match operator.set {
            Some(Set::All) => Truth::all(found.iter().map(|value| self.one(value, context))),
            Some(Set::Any) => Truth::any(found.iter().map(|value| self.one(value, context))),
            None => Truth::all(found.iter().map(|value| self.one(value, context))),
        };
        match truth {
            Truth::Yes => Held::Yes,
            Truth::No => Held::No(self.refusal(found, context)),
            Truth::Unknown(why) => Held::Unknown(format!("of {key}: {why}")),
        }
    }

    /// Whether one value of the request satisfies the operator.
    fn one(&self, found: &str, context: &Context) -> Truth {
        let Operator { test, negated, .. } = self.operator;
        let fits = Truth::any(self.values.iter().map(|value| value.fits(test, found, context)));
        // A variable without a value is null, which inverted operators match.
        if negated { fits.not() } else { fits }
    }

    /// `ses:FromAddress is "a@b.c", which StringLike "*@d.e" does not match`.
    fn refusal(&self, found: &[String], context: &Context) -> String {
        let Self { operator, key, values } = self;
        let wanted = listed(values.iter().map(Value::as_str));
        let name = &operator.name;
        // Of many values, the first that fails by itself.
        let culprit = found.iter().find(|value| self.one(value, context) == Truth::No);
        let shown = match operator.set {
            Some(Set::All) => culprit.map(|value| format!("{key} has {}", quote(value))),
            _ if found.len() == 1 => Some(format!("{key} is {}", quote(&found[0]))),
            _ => None,
        };
        let shown = shown
            .unwrap_or_else(|| format!("{key} has {}", listed(found.iter().map(String::as_str))));
        match values.iter().find_map(|value| value.unresolved(context)) {
            Some(variable) => format!(
                "{shown}, and {name} {wanted} does not allow it: the request has no value for ${{{variable}}}"
            ),
            None => format!("{shown}, which {name} {wanted} does not allow"),
        }
    }
}

/// At most three, quoted.
fn listed<'a>(values: impl ExactSizeIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 3;
    let more = values.len().saturating_sub(SHOWN);
    let shown: Vec<String> = values.take(SHOWN).map(quote_even_empty).collect();
    match more {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
