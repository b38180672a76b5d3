//! The policies of a grant: the owner's, and the delegate's own.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::pattern::is_wild;
use super::purpose::shown;
use super::{Grant, GrantedTo};
use crate::authorization::SendOperation;
use crate::caller::CallerKind;
use crate::error::ParseError;
use crate::policy::PolicyDocument;
use crate::sts::SessionPolicy;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Document {
    version: &'static str,
    statement: Vec<Statement>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Statement {
    sid: String,
    effect: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    principal: Option<Principal>,
    action: Vec<&'static str>,
    resource: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    condition: Conditions,
}

#[derive(Clone, Serialize)]
#[serde(untagged)]
enum Principal {
    Named {
        #[serde(rename = "AWS")]
        aws: String,
    },
    Anybody(&'static str),
}

/// Operator, key, values.
type Conditions = BTreeMap<&'static str, BTreeMap<&'static str, Vec<String>>>;

/// Longest managed policy, in characters without white space.
const MANAGED_MAX: usize = 6144;

impl Grant {
    /// The least policy of the identity that allows it, on one line.
    ///
    /// # Errors
    /// `policy.length`: more than 4096 bytes. Fewer or shorter limits, or several
    /// policies, of which an identity has at most 20, make it shorter.
    ///
    /// # Source
    /// SES Developer Guide, "Sending authorization policies".
    pub fn owner_policy(&self) -> Result<PolicyDocument, ParseError> {
        compact(&self.owner_document()).parse()
    }

    /// The delegate's own least policy, which allows the same: sending between
    /// accounts needs both. On one line.
    ///
    /// With it go the configuration set and the templates of the grant, which
    /// are the delegate's; whether these are needed without being named is
    /// known only if the identity has a default configuration set.
    ///
    /// # Errors
    /// `policy.length`: more than the 6144 characters of a managed policy.
    ///
    /// # Source
    /// IAM User Guide, "Cross-account policy evaluation logic" and "IAM and AWS
    /// STS quotas".
    pub fn delegate_policy(&self) -> Result<String, ParseError> {
        let policy = compact(&self.delegate_document());
        let length = policy.chars().count();
        if length > MANAGED_MAX {
            let expected = "a policy of at most 6144 characters";
            return Err(ParseError::new("policy.length", expected, length.to_string()));
        }
        Ok(policy)
    }

    /// The delegate's own least policy as that of a session, which then can do
    /// nothing else.
    ///
    /// # Errors
    /// `session_policy.length`: more than 2048 characters; `session_policy.json`:
    /// a display name beyond Latin-1.
    ///
    /// # Source
    /// STS API reference, `AssumeRole`, `Policy`.
    pub fn session_policy(&self) -> Result<SessionPolicy, ParseError> {
        compact(&self.delegate_document()).parse()
    }

    /// The owner's policy in many lines, for people; not what is measured.
    pub(super) fn owner_policy_for_people(&self) -> String {
        serde_json::to_string_pretty(&self.owner_document()).unwrap_or_default()
    }

    pub(super) fn delegate_policy_for_people(&self) -> String {
        serde_json::to_string_pretty(&self.delegate_document()).unwrap_or_default()
    }

    fn owner_document(&self) -> Document {
        let (principal, organization) = match &self.to {
            GrantedTo::Caller(caller) => {
                let aws = match caller.kind() {
                    CallerKind::Account | CallerKind::Root => caller.account().to_string(),
                    _ => caller.to_string(),
                };
                (Principal::Named { aws }, None)
            }
            GrantedTo::Organization(id) => (Principal::Anybody("*"), Some(id.to_string())),
        };
        let statement = self.sends(|statement| {
            statement.principal = Some(principal.clone());
            if let Some(id) = &organization {
                add(
                    &mut statement.condition,
                    "StringEquals",
                    "aws:PrincipalOrgID",
                    vec![id.clone()],
                );
            }
        });
        Document { version: "2012-10-17", statement }
    }

    fn delegate_document(&self) -> Document {
        let mut statement = self.sends(|_| {});
        let uses = self.uses();
        if !uses.is_empty() {
            let actions = self.purpose.operations.iter().flat_map(|operation| operation.actions());
            let actions: BTreeSet<_> = actions.map(|action| action.name).collect();
            statement.push(Statement {
                sid: "Uses".to_owned(),
                effect: "Allow",
                principal: None,
                action: actions.into_iter().collect(),
                resource: uses,
                condition: self.circumstances(),
            });
        }
        Document { version: "2012-10-17", statement }
    }

    /// The configuration set and the templates.
    fn uses(&self) -> Vec<String> {
        let partition = self.identity.partition().as_str();
        // Of an organization nobody knows which account it will be.
        let account = self.to.account().map_or("*", |account| account.as_str());
        let set = self.configuration_set.iter().map(|name| {
            format!("arn:{partition}:ses:{}:{account}:configuration-set/{name}", self.region)
        });
        set.chain(self.templates.iter().map(ToString::to_string)).collect()
    }

    /// Statements that allow the operations upon the identity: one for each set of
    /// conditions.
    fn sends(&self, complete: impl Fn(&mut Statement)) -> Vec<Statement> {
        let mut versions: BTreeMap<(&str, bool), BTreeSet<&str>> = BTreeMap::new();
        for operation in &self.purpose.operations {
            for action in operation.actions() {
                let key = (action.name, action.has_address_keys);
                versions.entry(key).or_default().insert(operation.api_version());
            }
        }
        let mut groups: BTreeMap<(bool, BTreeSet<&str>), Vec<&'static str>> = BTreeMap::new();
        for operation in SendOperation::ALL {
            for action in operation.actions() {
                let Some(versions) = versions.get(&(action.name, action.has_address_keys)) else {
                    continue;
                };
                let has_keys = action.has_address_keys || !self.purpose.limits_addresses();
                let actions = groups.entry((has_keys, versions.clone())).or_default();
                if !actions.contains(&action.name) {
                    actions.push(action.name);
                }
            }
        }
        let groups = groups.into_iter().enumerate();
        groups
            .map(|(at, ((has_keys, versions), action))| {
                let mut condition = self.circumstances();
                if has_keys {
                    self.addresses(&mut condition);
                }
                if let [version] = versions.into_iter().collect::<Vec<_>>().as_slice() {
                    add(
                        &mut condition,
                        "StringEquals",
                        "ses:ApiVersion",
                        vec![(*version).to_owned()],
                    );
                }
                let mut statement = Statement {
                    sid: format!("Sends{}", at + 1),
                    effect: "Allow",
                    principal: None,
                    action,
                    resource: vec![self.identity.to_string()],
                    condition,
                };
                complete(&mut statement);
                statement
            })
            .collect()
    }

    fn addresses(&self, to: &mut Conditions) {
        let purpose = &self.purpose;
        let texts = |list: &[super::AddressPattern]| list.iter().map(ToString::to_string).collect();
        let names = purpose.display_names.iter().map(ToString::to_string).collect();
        for (key, values) in [
            ("ses:FromAddress", texts(&purpose.from)),
            ("ses:FromDisplayName", names),
            ("ses:FeedbackAddress", texts(&purpose.return_paths)),
        ] {
            compare(to, ["StringEquals", "StringLike"], key, values);
        }
        let operators = ["ForAllValues:StringEquals", "ForAllValues:StringLike"];
        compare(to, operators, "ses:Recipients", texts(&purpose.recipients));
    }

    fn circumstances(&self) -> Conditions {
        let purpose = &self.purpose;
        let mut conditions = Conditions::new();
        if let Some(time) = purpose.not_before {
            add(&mut conditions, "DateGreaterThanEquals", "aws:CurrentTime", vec![shown(time)]);
        }
        if let Some(time) = purpose.until {
            add(&mut conditions, "DateLessThan", "aws:CurrentTime", vec![shown(time)]);
        }
        let ranges = purpose.source_ranges.iter().map(ToString::to_string).collect();
        add(&mut conditions, "IpAddress", "aws:SourceIp", ranges);
        conditions
    }
}

/// By equality if it can be: `*` and `?` are patterns to the other operator only.
fn compare(
    to: &mut Conditions,
    [equals, like]: [&'static str; 2],
    key: &'static str,
    values: Vec<String>,
) {
    let operator = if values.iter().any(|value| is_wild(value)) { like } else { equals };
    add(to, operator, key, values);
}

fn add(to: &mut Conditions, operator: &'static str, key: &'static str, values: Vec<String>) {
    if !values.is_empty() {
        to.entry(operator).or_default().insert(key, values);
    }
}

fn compact(document: &Document) -> String {
    serde_json::to_string(document).unwrap_or_default()
}
