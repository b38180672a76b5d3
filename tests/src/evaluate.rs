//! A request and policies as JSON in, what the core's evaluator says out.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};
use ses_delegate::ParseError;
use ses_delegate::authorization::{DelegatePolicies, authorize_request};
use ses_delegate::iam::{Context, NamedPolicy, PolicyKind, Request};

/// What is asked of the evaluator, on one line.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pair {
    caller: String,
    /// The resource's owner.
    account: String,
    action: String,
    resource: String,
    context: BTreeMap<String, Values>,
    /// The resource's policy, if it has one.
    owner: Option<Value>,
    identity_based: Vec<Value>,
    permissions_boundary: Option<Value>,
    session: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Values {
    One(String),
    Many(Vec<String>),
}

impl Pair {
    /// The core's answer, or its refusal to read a policy.
    pub fn evaluate(&self) -> Value {
        match self.answer() {
            Ok(answer) => answer,
            Err(error) => json!({ "refused": error.to_string(), "code": error.code() }),
        }
    }

    fn answer(&self) -> Result<Value, ParseError> {
        let read =
            |kind, name: &str, policy: &Value| NamedPolicy::read(kind, name, &policy.to_string());
        let own = |name, policy: &Value| read(PolicyKind::IdentityBased, name, policy);
        let owner: Result<Vec<_>, _> = self
            .owner
            .iter()
            .map(|policy| read(PolicyKind::ResourceBased, "owner", policy))
            .collect();
        let identity_based: Result<Vec<_>, _> =
            self.identity_based.iter().map(|policy| own("identity", policy)).collect();
        let boundary = self.permissions_boundary.as_ref().map(|policy| own("boundary", policy));
        let session: Result<Vec<_>, _> =
            self.session.iter().map(|policy| own("session", policy)).collect();
        let delegate = DelegatePolicies {
            identity_based: identity_based?,
            permissions_boundary: boundary.transpose()?,
            session: session?,
        };
        let context =
            self.context.iter().fold(Context::complete(), |context, (key, values)| match values {
                Values::One(value) => context.with(key, value),
                Values::Many(values) => context.with_all(key, values),
            });
        let caller = self.caller.parse()?;
        let request = Request {
            caller: &caller,
            action: &self.action,
            resource: &self.resource,
            context: &context,
        };
        let account = self.account.parse()?;
        let answer = authorize_request(&request, &account, Some(&owner?), Some(&delegate));
        Ok(json!(answer))
    }
}
