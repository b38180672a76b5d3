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
    let mut name = String::new();
    write_value(key, &mut name);
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

/// As JavaScript makes a text of a value.
pub(super) fn write_value(value: &Value, to: &mut String) {
    match value {
        Value::Null => {}
        Value::Bool(is_true) => to.push_str(if *is_true { "true" } else { "false" }),
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() => write_float(float, to),
            _ => to.push_str(&number.to_string()),
        },
        Value::String(text) => to.push_str(text),
        Value::Array(elements) => {
            for (at, element) in elements.iter().enumerate() {
                if at > 0 {
                    to.push(',');
                }
                write_value(element, to);
            }
        }
        Value::Object(_) => to.push_str("[object Object]"),
    }
}

/// ECMAScript's `Number::toString`.
fn write_float(float: f64, to: &mut String) {
    let size = float.abs();
    if float == 0.0 {
        to.push('0');
    } else if (1e-6..1e21).contains(&size) {
        to.push_str(&float.to_string());
    } else {
        let text = format!("{float:e}");
        to.push_str(&if size < 1.0 { text } else { text.replace('e', "e+") });
    }
}
