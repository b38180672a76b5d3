//! Values by the rules of Handlebars for JavaScript.

use std::borrow::Cow;

use serde_json::Value;

use super::variables::join;

/// A key, how the element's path goes on, and the element.
pub(super) type Element<'v> = (Value, String, Cow<'v, Value>);

/// What `each` goes through, if it is anything.
pub(super) fn elements<'v>(value: &Cow<'v, Value>) -> Option<Vec<Element<'v>>> {
    fn listed(value: &Value) -> Vec<(Value, String, &Value)> {
        match value {
            Value::Array(elements) => {
                let element = |(at, element)| (Value::from(at), format!("[{at}]"), element);
                elements.iter().enumerate().map(element).collect()
            }
            Value::Object(members) => {
                let suffix = |name| join("-", std::slice::from_ref(name)).split_off(1);
                let element =
                    |(name, element)| (Value::String(String::clone(name)), suffix(name), element);
                members.iter().map(element).collect()
            }
            _ => Vec::new(),
        }
    }
    let elements: Vec<Element<'v>> = match value {
        Cow::Borrowed(value) => listed(value)
            .into_iter()
            .map(|(key, at, element)| (key, at, Cow::Borrowed(element)))
            .collect(),
        Cow::Owned(value) => {
            let owned = |(key, at, element): (_, _, &Value)| (key, at, Cow::Owned(element.clone()));
            listed(value).into_iter().map(owned).collect()
        }
    };
    (!elements.is_empty()).then_some(elements)
}

/// The same of a value that may be borrowed.
pub(super) fn member<'v>(value: Cow<'v, Value>, name: &str) -> Option<Cow<'v, Value>> {
    match value {
        Cow::Borrowed(value) => member_of(value, name).map(Cow::Borrowed),
        Cow::Owned(value) => member_of(&value, name).cloned().map(Cow::Owned),
    }
}

/// A member by its name, an element by its number.
pub(super) fn member_of<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(name),
        Value::Array(elements) => elements.get(name.parse::<usize>().ok()?),
        _ => None,
    }
}

/// What `lookup` gives: what is nothing itself, else a member, an element or a character.
pub(super) fn looked_up(of: &Value, key: &Value) -> Value {
    let is_nothing = match of {
        Value::Array(_) | Value::Object(_) => false,
        _ => !is_truthy(of),
    };
    let name = match key {
        Value::String(name) => name.clone(),
        Value::Number(at) => at.to_string(),
        Value::Bool(is_true) => is_true.to_string(),
        _ => return if is_nothing { of.clone() } else { Value::Null },
    };
    match of {
        _ if is_nothing => of.clone(),
        Value::String(text) => {
            let character = name.parse().ok().and_then(|at| text.chars().nth(at));
            character.map_or(Value::Null, |c| Value::String(c.to_string()))
        }
        _ => member_of(of, &name).cloned().unwrap_or_default(),
    }
}

/// As JavaScript has it, but that an empty list is false.
pub(super) fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(is_true) => *is_true,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(elements) => !elements.is_empty(),
        Value::Object(_) => true,
    }
}
