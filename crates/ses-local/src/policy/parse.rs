//! Policy documents in, [`Policy`] out, or what is wrong and where.

use std::fmt;

use serde_json::{Map, Value};

use super::{
    Effect, Policy, Principal, Selector, Statement,
    condition::{Condition, KEYS, Matcher, Network, Quantifier, Test, known},
    glob::Glob,
};

/// A policy this server cannot enforce exactly, and so does not load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    /// The place in the document: `Statement[0].Condition`.
    pub path: String,
    /// What was expected, and what was found.
    pub problem: String,
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.problem)
        } else {
            write!(f, "{}: {}", self.path, self.problem)
        }
    }
}

impl std::error::Error for PolicyError {}

impl Policy {
    /// Reads a policy document attached to the identity `arn`.
    pub fn parse(document: &str, arn: &str) -> Result<Self, PolicyError> {
        let value: Value = serde_json::from_str(document)
            .map_err(|error| wrong("", format!("expected JSON, but found: {error}")))?;
        let Value::Object(mut members) = value else {
            return Err(wrong("", format!("expected an object, but found {}", kind(&value))));
        };
        known_members(&members, "", &["Version", "Id", "Statement"])?;
        match members.get("Version") {
            Some(Value::String(version)) if version == "2012-10-17" || version == "2008-10-17" => {}
            // Without a Version IAM reads the old language, which lacks nothing used here.
            None => {}
            Some(other) => {
                return Err(wrong(
                    "Version",
                    format!("expected \"2012-10-17\", but found {other}"),
                ));
            }
        }
        let statements = match members.remove("Statement") {
            Some(Value::Array(list)) if !list.is_empty() => list,
            Some(Value::Object(one)) => vec![Value::Object(one)],
            Some(other) => {
                return Err(wrong(
                    "Statement",
                    format!("expected one or more statements, but found {other}"),
                ));
            }
            None => return Err(wrong("Statement", "expected it, but found none".to_owned())),
        };
        let statements = statements
            .into_iter()
            .enumerate()
            .map(|(index, value)| statement(&format!("Statement[{index}]"), value, arn))
            .collect::<Result<_, _>>()?;
        Ok(Self { statements })
    }
}

/// The members of a statement.
const MEMBERS: [&str; 8] =
    ["Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

fn statement(path: &str, value: Value, arn: &str) -> Result<Statement, PolicyError> {
    let Value::Object(members) = value else {
        return Err(wrong(path, format!("expected an object, but found {}", kind(&value))));
    };
    if members.contains_key("NotPrincipal") {
        let problem = "expected Principal; NotPrincipal is not supported here";
        return Err(wrong(&format!("{path}.NotPrincipal"), problem.to_owned()));
    }
    known_members(&members, path, &MEMBERS)?;
    let sid = match members.get("Sid") {
        None => None,
        Some(Value::String(sid)) => Some(sid.clone()),
        Some(other) => {
            return Err(wrong(&format!("{path}.Sid"), format!("expected text, but found {other}")));
        }
    };
    let effect = match members.get("Effect").and_then(Value::as_str) {
        Some("Allow") => Effect::Allow,
        Some("Deny") => Effect::Deny,
        _ => {
            let found = found(members.get("Effect"));
            return Err(wrong(
                &format!("{path}.Effect"),
                format!("expected Allow or Deny, but found {found}"),
            ));
        }
    };
    Ok(Statement {
        sid,
        effect,
        principals: principals(&format!("{path}.Principal"), members.get("Principal"))?,
        actions: actions(path, &members)?,
        resources: resources(path, &members, arn)?,
        conditions: conditions(&format!("{path}.Condition"), members.get("Condition"))?,
    })
}

fn principals(path: &str, value: Option<&Value>) -> Result<Vec<Principal>, PolicyError> {
    let members = match value {
        Some(Value::String(text)) if text == "*" => return Ok(vec![Principal::Anyone]),
        Some(Value::Object(members)) if !members.is_empty() => members,
        other => {
            let problem = format!("expected \"*\" or {{\"AWS\": …}}, but found {}", found(other));
            return Err(wrong(path, problem));
        }
    };
    let mut principals = Vec::new();
    for (kind, value) in members {
        let path = format!("{path}.{kind}");
        for text in texts(&path, value)? {
            principals.push(match kind.as_str() {
                "AWS" => aws_principal(&path, &text)?,
                "Service" => Principal::Service,
                _ => {
                    return Err(wrong(
                        &path,
                        "expected AWS or Service; other principals are not supported here"
                            .to_owned(),
                    ));
                }
            });
        }
    }
    Ok(principals)
}

fn aws_principal(path: &str, text: &str) -> Result<Principal, PolicyError> {
    if text == "*" {
        return Ok(Principal::Anyone);
    }
    let is_account = |id: &str| id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_digit());
    if is_account(text) {
        return Ok(Principal::Account(text.to_owned()));
    }
    let fields: Vec<&str> = text.splitn(6, ':').collect();
    if let ["arn", _, service, "", account, resource] = fields[..]
        && is_account(account)
        && !text.contains(['*', '?'])
    {
        let account = account.to_owned();
        let (kind, name) = resource.split_once('/').unwrap_or((resource, ""));
        match (service, kind) {
            ("iam", "root") if name.is_empty() => return Ok(Principal::Account(account)),
            ("iam", "role") if !name.is_empty() => {
                return Ok(Principal::Role(account, name.to_owned()));
            }
            ("iam", "user") if !name.is_empty() => {
                return Ok(Principal::User(account, name.to_owned()));
            }
            ("sts", "assumed-role") => {
                if let Some((role, session)) = name.split_once('/') {
                    let (role, session) = (role.to_owned(), session.to_owned());
                    return Ok(Principal::Session { account, role, session });
                }
            }
            _ => {}
        }
    }
    let problem = format!(
        "expected an account id, or the ARN of an account root, user, role or role session \
         without wildcards, but found '{text}'"
    );
    Err(wrong(path, problem))
}

fn actions(path: &str, members: &Map<String, Value>) -> Result<Selector, PolicyError> {
    let (name, value, only) = one_of(path, members, "Action", "NotAction")?;
    let path = format!("{path}.{name}");
    let globs = texts(&path, value)?
        .into_iter()
        .map(|action| {
            if action != "*" && !action.to_ascii_lowercase().starts_with("ses:") {
                return Err(wrong(
                    &path,
                    format!("expected an action of ses:, but found '{action}'"),
                ));
            }
            Ok(Glob::new(&action.to_ascii_lowercase()))
        })
        .collect::<Result<_, _>>()?;
    Ok(if only { Selector::Only(globs) } else { Selector::AllBut(globs) })
}

/// SES wants the identity's own ARN. "*" is harmless and accepted; another
/// identity's ARN would never match, so it is a mistake to report.
fn resources(path: &str, members: &Map<String, Value>, arn: &str) -> Result<Selector, PolicyError> {
    let (name, value, only) = one_of(path, members, "Resource", "NotResource")?;
    let path = format!("{path}.{name}");
    let texts = texts(&path, value)?;
    if let Some(other) = texts.iter().find(|text| only && *text != arn && *text != "*") {
        return Err(wrong(
            &path,
            format!("expected this identity's ARN {arn}, but found '{other}'"),
        ));
    }
    let globs = texts.iter().map(|text| Glob::new(text)).collect();
    Ok(if only { Selector::Only(globs) } else { Selector::AllBut(globs) })
}

fn conditions(path: &str, value: Option<&Value>) -> Result<Vec<Condition>, PolicyError> {
    let operators = match value {
        None => return Ok(Vec::new()),
        Some(Value::Object(operators)) => operators,
        Some(other) => {
            return Err(wrong(path, format!("expected an object, but found {}", kind(other))));
        }
    };
    let mut conditions = Vec::new();
    for (operator, keys) in operators {
        let path = format!("{path}.{operator}");
        let Value::Object(keys) = keys else {
            return Err(wrong(
                &path,
                format!("expected an object of keys, but found {}", kind(keys)),
            ));
        };
        for (key, values) in keys {
            let path = format!("{path}.{key}");
            let Some(key) = known(key) else {
                let problem =
                    format!("expected one of the keys {}, but found '{key}'", KEYS.join(", "));
                return Err(wrong(&path, problem));
            };
            conditions.push(condition(&path, operator, key, &texts(&path, values)?)?);
        }
    }
    Ok(conditions)
}

fn condition(
    path: &str,
    operator: &str,
    key: &'static str,
    values: &[String],
) -> Result<Condition, PolicyError> {
    let (quantifier, name) = match operator.split_once(':') {
        Some(("ForAllValues", name)) => (Quantifier::ForAllValues, name),
        Some(("ForAnyValue", name)) => (Quantifier::ForAnyValue, name),
        _ => (Quantifier::One, operator),
    };
    let (name, if_exists) =
        name.strip_suffix("IfExists").map_or((name, false), |name| (name, true));
    let all = |matcher: fn(&str) -> Matcher| {
        values.iter().map(|value| matcher(value)).collect::<Vec<_>>()
    };
    let exactly = |value: &str| Matcher::Exactly(value.to_owned());
    let ignoring = |value: &str| Matcher::IgnoringCase(value.to_owned());
    let like = |value: &str| Matcher::Like(Glob::new(value));
    let booleans = || values.iter().all(|value| value == "true" || value == "false");
    let (matchers, negated) = match name {
        "StringEquals" => (all(exactly), false),
        "StringNotEquals" => (all(exactly), true),
        "StringEqualsIgnoreCase" => (all(ignoring), false),
        "StringNotEqualsIgnoreCase" => (all(ignoring), true),
        "StringLike" => (all(like), false),
        "StringNotLike" => (all(like), true),
        "Bool" if booleans() => (all(exactly), false),
        "IpAddress" => (networks(path, values)?, false),
        "NotIpAddress" => (networks(path, values)?, true),
        "Null"
            if booleans() && values.len() == 1 && !if_exists && quantifier == Quantifier::One =>
        {
            return Ok(Condition {
                quantifier,
                test: Test::Absent(values[0] == "true"),
                if_exists,
                key,
            });
        }
        "Bool" | "Null" => {
            return Err(wrong(path, format!("expected true or false, but found {values:?}")));
        }
        _ => {
            let problem = format!(
                "expected StringEquals, StringNotEquals, StringEqualsIgnoreCase, StringNotEqualsIgnoreCase, \
                 StringLike, StringNotLike, Bool, Null, IpAddress or NotIpAddress, but found '{operator}'"
            );
            return Err(wrong(path, problem));
        }
    };
    // A policy variable would need filling in; taken literally it would be wrong in silence.
    if let Some(variable) = values.iter().find(|value| value.contains("${")) {
        return Err(wrong(path, format!("expected no policy variable, but found '{variable}'")));
    }
    Ok(Condition { quantifier, test: Test::Match { matchers, negated }, if_exists, key })
}

fn networks(path: &str, values: &[String]) -> Result<Vec<Matcher>, PolicyError> {
    values
        .iter()
        .map(|text| {
            Network::parse(text).map(Matcher::Network).ok_or_else(|| {
                wrong(
                    path,
                    format!("expected an address range like 203.0.113.0/24, but found '{text}'"),
                )
            })
        })
        .collect()
}

fn one_of<'a>(
    path: &str,
    members: &'a Map<String, Value>,
    only: &'static str,
    all_but: &'static str,
) -> Result<(&'static str, &'a Value, bool), PolicyError> {
    match (members.get(only), members.get(all_but)) {
        (Some(value), None) => Ok((only, value, true)),
        (None, Some(value)) => Ok((all_but, value, false)),
        (Some(_), Some(_)) => {
            Err(wrong(path, format!("expected {only} or {all_but}, but found both")))
        }
        (None, None) => {
            Err(wrong(path, format!("expected {only} or {all_but}, but found neither")))
        }
    }
}

/// A text, or a list of one or more; IAM also takes bare booleans.
fn texts(path: &str, value: &Value) -> Result<Vec<String>, PolicyError> {
    let text = |value: &Value| match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bool(truth) => Ok(truth.to_string()),
        other => Err(wrong(path, format!("expected text, but found {other}"))),
    };
    match value {
        Value::Array(list) if list.is_empty() => {
            Err(wrong(path, "expected at least one value, but found []".to_owned()))
        }
        Value::Array(list) => list.iter().map(text).collect(),
        one => Ok(vec![text(one)?]),
    }
}

fn known_members(
    members: &Map<String, Value>,
    path: &str,
    known: &[&str],
) -> Result<(), PolicyError> {
    match members.keys().find(|name| !known.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => {
            Err(wrong(path, format!("expected {}, but found '{name}'", known.join(", "))))
        }
    }
}

fn found(value: Option<&Value>) -> String {
    value.map_or_else(|| "none".to_owned(), ToString::to_string)
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn wrong(path: &str, problem: String) -> PolicyError {
    PolicyError { path: path.to_owned(), problem }
}
