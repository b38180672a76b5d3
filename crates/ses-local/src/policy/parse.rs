//! Policy documents in, [`Policy`] out, or what is wrong and where.

use std::fmt;

use serde_json::{Map, Value, value::RawValue};

use super::{
    Effect, Policy, Selector, Statement,
    condition::Condition,
    glob::Glob,
    json::{Members, Strict},
    operator,
    pattern::Pattern,
    principal::{Principal, Who},
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

/// What a policy stands on.
#[derive(Clone, Copy)]
enum Kind<'a> {
    /// An SES identity, by its ARN.
    Identity(&'a str),
    /// A user, a role, or a session.
    Bearer,
    /// A role that may be assumed.
    Trust,
}

impl Policy {
    /// Reads a sending authorization policy, attached to the identity `arn`.
    ///
    /// # Errors
    ///
    /// What is not a policy, or speaks of something this server does not know.
    pub fn parse(document: &str, arn: &str) -> Result<Self, PolicyError> {
        read(document, Kind::Identity(arn))
    }

    /// Reads an IAM policy of a user or a role, or the policy of a session.
    ///
    /// # Errors
    ///
    /// As [`Policy::parse`].
    pub fn identity_based(document: &str) -> Result<Self, PolicyError> {
        read(document, Kind::Bearer)
    }

    /// Reads the trust policy of a role.
    ///
    /// # Errors
    ///
    /// As [`Policy::parse`].
    pub fn trust(document: &str) -> Result<Self, PolicyError> {
        read(document, Kind::Trust)
    }
}

fn read(document: &str, kind: Kind<'_>) -> Result<Policy, PolicyError> {
    let not_json = |path: &str, error: serde_json::Error| {
        wrong(path, format!("expected JSON, but found: {error}"))
    };
    let Strict(whole) = serde_json::from_str(document).map_err(|error| not_json("", error))?;
    if !whole.is_object() {
        return Err(wrong("", format!("expected an object, but found {}", named(&whole))));
    }
    let Members(members) = serde_json::from_str(document).map_err(|error| not_json("", error))?;
    if let Some((name, _)) =
        members.iter().find(|(name, _)| !["Version", "Id", "Statement"].contains(&name.as_str()))
    {
        return Err(wrong("", format!("expected Version, Id, Statement, but found '{name}'")));
    }
    let variables = match whole.get("Version") {
        Some(Value::String(version)) if version == "2012-10-17" => true,
        Some(Value::String(version)) if version == "2008-10-17" => false,
        // Without a Version IAM reads the old language, which has no variables.
        None => false,
        Some(other) => {
            return Err(wrong("Version", format!("expected \"2012-10-17\", but found {other}")));
        }
    };
    if let Some(id) = whole.get("Id").filter(|id| !id.is_string()) {
        return Err(wrong("Id", format!("expected text, but found {id}")));
    }
    let Some((_, raw)) = members.iter().find(|(name, _)| name == "Statement") else {
        return Err(wrong("Statement", "expected it, but found none".to_owned()));
    };
    let raws: Vec<&RawValue> = match whole.get("Statement") {
        Some(Value::Array(list)) if !list.is_empty() => {
            serde_json::from_str(raw.get()).map_err(|error| not_json("Statement", error))?
        }
        Some(Value::Object(_)) => vec![raw],
        _ => {
            let problem = format!("expected one or more statements, but found {raw}");
            return Err(wrong("Statement", problem));
        }
    };
    let mut statements: Vec<Statement> = Vec::new();
    for (index, raw) in raws.into_iter().enumerate() {
        let path = format!("Statement[{index}]");
        let reader = Reader { path: &path, kind, variables };
        let statement = reader.statement(raw)?;
        if statement.sid.is_some() && statements.iter().any(|other| other.sid == statement.sid) {
            let sid = statement.sid.unwrap_or_default();
            let problem = format!("expected each Sid once, but found '{sid}' again");
            return Err(wrong(&format!("{path}.Sid"), problem));
        }
        statements.push(statement);
    }
    Ok(Policy { statements })
}

/// The members of a statement.
const MEMBERS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// Reads one statement.
struct Reader<'a> {
    path: &'a str,
    kind: Kind<'a>,
    variables: bool,
}

impl Reader<'_> {
    fn at(&self, name: &str) -> String {
        format!("{}.{name}", self.path)
    }

    fn statement(&self, raw: &RawValue) -> Result<Statement, PolicyError> {
        let Strict(value) = serde_json::from_str(raw.get())
            .map_err(|error| wrong(self.path, format!("expected JSON, but found: {error}")))?;
        let Value::Object(members) = value else {
            let problem = format!("expected an object, but found {}", named(&value));
            return Err(wrong(self.path, problem));
        };
        if let Some(name) = members.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
            let problem = format!("expected {}, but found '{name}'", MEMBERS.join(", "));
            return Err(wrong(self.path, problem));
        }
        let sid = match members.get("Sid") {
            None => None,
            Some(Value::String(sid)) => Some(sid.clone()),
            Some(other) => {
                return Err(wrong(&self.at("Sid"), format!("expected text, but found {other}")));
            }
        };
        let effect = match members.get("Effect").and_then(Value::as_str) {
            Some("Allow") => Effect::Allow,
            Some("Deny") => Effect::Deny,
            _ => {
                let found = found(members.get("Effect"));
                let problem = format!("expected Allow or Deny, but found {found}");
                return Err(wrong(&self.at("Effect"), problem));
            }
        };
        Ok(Statement {
            sid,
            text: raw.get().to_owned(),
            effect,
            who: self.who(&members)?,
            actions: self.actions(&members)?,
            resources: self.resources(&members)?,
            conditions: self.conditions(members.get("Condition"))?,
        })
    }

    fn who(&self, members: &Map<String, Value>) -> Result<Who, PolicyError> {
        if matches!(self.kind, Kind::Bearer) {
            let named =
                ["Principal", "NotPrincipal"].into_iter().find(|name| members.contains_key(*name));
            return match named {
                None => Ok(Who::Bearer),
                Some(name) => {
                    let problem = "expected none: the policy speaks of whom it is attached to";
                    Err(wrong(&self.at(name), problem.to_owned()))
                }
            };
        }
        let (name, value, only) = match (members.get("Principal"), members.get("NotPrincipal")) {
            (value, None) => ("Principal", value, true),
            (None, value) => ("NotPrincipal", value, false),
            (Some(_), Some(_)) => {
                let problem = "expected Principal or NotPrincipal, but found both";
                return Err(wrong(self.path, problem.to_owned()));
            }
        };
        let principals = self.principals(&self.at(name), value)?;
        Ok(if only { Who::Only(principals) } else { Who::AllBut(principals) })
    }

    fn principals(&self, path: &str, value: Option<&Value>) -> Result<Vec<Principal>, PolicyError> {
        let members = match value {
            Some(Value::String(text)) if text == "*" => return Ok(vec![Principal::Anyone]),
            Some(Value::Object(members)) if !members.is_empty() => members,
            other => {
                let found = found(other);
                let problem = format!("expected \"*\" or {{\"AWS\": …}}, but found {found}");
                return Err(wrong(path, problem));
            }
        };
        let mut principals = Vec::new();
        for (kind, value) in members {
            let path = format!("{path}.{kind}");
            for text in texts(&path, value)? {
                principals.push(match kind.as_str() {
                    "AWS" => Principal::parse(&text).map_err(|problem| wrong(&path, problem))?,
                    "Service" => Principal::Elsewhere,
                    "Federated" if matches!(self.kind, Kind::Trust) => Principal::Elsewhere,
                    _ => {
                        let problem =
                            "expected AWS or Service; other principals are not supported here";
                        return Err(wrong(&path, problem.to_owned()));
                    }
                });
            }
        }
        Ok(principals)
    }

    fn actions(&self, members: &Map<String, Value>) -> Result<Selector<Glob>, PolicyError> {
        let (name, value, only) = self.one_of(members, "Action", "NotAction")?;
        let path = self.at(name);
        let service = match self.kind {
            Kind::Identity(_) => "ses:",
            Kind::Trust => "sts:",
            Kind::Bearer => "",
        };
        let globs = texts(&path, value)?
            .into_iter()
            .map(|action| {
                let lower = action.to_ascii_lowercase();
                let shaped = lower.starts_with(service) && lower.contains(':');
                if action != "*" && !shaped {
                    let expected = if service.is_empty() {
                        "an action like ses:SendEmail".to_owned()
                    } else {
                        format!("an action of {service}")
                    };
                    return Err(wrong(&path, format!("expected {expected}, but found '{action}'")));
                }
                Ok(Glob::new(&lower))
            })
            .collect::<Result<_, _>>()?;
        Ok(if only { Selector::Only(globs) } else { Selector::AllBut(globs) })
    }

    fn resources(
        &self,
        members: &Map<String, Value>,
    ) -> Result<Option<Selector<Pattern>>, PolicyError> {
        if matches!(self.kind, Kind::Trust) {
            let named =
                ["Resource", "NotResource"].into_iter().find(|name| members.contains_key(*name));
            return match named {
                None => Ok(None),
                Some(name) => {
                    let problem = "expected none: a trust policy speaks of its role";
                    Err(wrong(&self.at(name), problem.to_owned()))
                }
            };
        }
        let (name, value, only) = self.one_of(members, "Resource", "NotResource")?;
        let path = self.at(name);
        let texts = texts(&path, value)?;
        match self.kind {
            // SES wants the identity's own ARN. "*" is harmless and accepted;
            // another ARN would never match, so it is a mistake to report.
            Kind::Identity(arn) => {
                let own = |text: &String| text == arn || text == "*" || *text == anywhere(arn);
                if let Some(other) = texts.iter().find(|text| only && !own(text)) {
                    let problem =
                        format!("expected this identity's ARN {arn}, but found '{other}'");
                    return Err(wrong(&path, problem));
                }
            }
            Kind::Bearer | Kind::Trust => {
                let shaped = |text: &&String| {
                    *text == "*" || (text.starts_with("arn:") && text.splitn(6, ':').count() == 6)
                };
                if let Some(other) = texts.iter().find(|text| !shaped(text)) {
                    let problem = format!("expected \"*\" or an ARN, but found '{other}'");
                    return Err(wrong(&path, problem));
                }
            }
        }
        let patterns = texts
            .iter()
            .map(|text| Pattern::parse(text, self.variables))
            .collect::<Result<_, _>>()
            .map_err(|problem| wrong(&path, problem))?;
        Ok(Some(if only { Selector::Only(patterns) } else { Selector::AllBut(patterns) }))
    }

    fn conditions(&self, value: Option<&Value>) -> Result<Vec<Condition>, PolicyError> {
        let path = self.at("Condition");
        let operators = match value {
            None => return Ok(Vec::new()),
            Some(Value::Object(operators)) => operators,
            Some(other) => {
                let problem = format!("expected an object, but found {}", named(other));
                return Err(wrong(&path, problem));
            }
        };
        let mut conditions = Vec::new();
        for (name, keys) in operators {
            let path = format!("{path}.{name}");
            let Value::Object(keys) = keys else {
                let problem = format!("expected an object of keys, but found {}", named(keys));
                return Err(wrong(&path, problem));
            };
            for (key, values) in keys {
                let path = format!("{path}.{key}");
                let values = texts(&path, values)?;
                let condition = operator::condition(name, key, &values, self.variables);
                conditions.push(condition.map_err(|problem| wrong(&path, problem))?);
            }
        }
        Ok(conditions)
    }

    fn one_of<'m>(
        &self,
        members: &'m Map<String, Value>,
        only: &'static str,
        all_but: &'static str,
    ) -> Result<(&'static str, &'m Value, bool), PolicyError> {
        let found = match (members.get(only), members.get(all_but)) {
            (Some(value), None) => return Ok((only, value, true)),
            (None, Some(value)) => return Ok((all_but, value, false)),
            (Some(_), Some(_)) => "both",
            (None, None) => "neither",
        };
        Err(wrong(self.path, format!("expected {only} or {all_but}, but found {found}")))
    }
}

/// The identity's ARN with the Region of Global endpoints: any.
fn anywhere(arn: &str) -> String {
    let mut fields: Vec<&str> = arn.splitn(6, ':').collect();
    if let Some(region) = fields.get_mut(3) {
        *region = "*";
    }
    fields.join(":")
}

/// A text, or a list of one or more; IAM also takes bare booleans and numbers.
fn texts(path: &str, value: &Value) -> Result<Vec<String>, PolicyError> {
    let text = |value: &Value| match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bool(truth) => Ok(truth.to_string()),
        Value::Number(number) => Ok(number.to_string()),
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

fn found(value: Option<&Value>) -> String {
    value.map_or_else(|| "none".to_owned(), ToString::to_string)
}

fn named(value: &Value) -> &'static str {
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
