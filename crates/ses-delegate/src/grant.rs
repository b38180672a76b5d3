//! Rights to send, written down: the owner's policy, the delegate's own, the
//! commands that put them in place, and the letters between the two.
//!
//! ```
//! use ses_delegate::authorization::SendOperation;
//! use ses_delegate::grant::{Grant, GrantedTo, Purpose};
//! use ses_delegate::Caller;
//!
//! let delegate: Caller = "arn:aws:iam::111122223333:role/mailer".parse()?;
//! let grant = Grant::new(
//!     "arn:aws:ses:us-east-1:123456789012:identity/example.com".parse()?,
//!     GrantedTo::Caller(delegate),
//!     Purpose {
//!         operations: vec![SendOperation::V1SendEmail],
//!         from: vec!["newsletter@example.com".parse()?],
//!         ..Purpose::default()
//!     },
//!     "newsletter".parse()?,
//! )?;
//! let policy = grant.owner_policy()?;
//! assert!(policy.as_str().contains(r#""StringEquals":{"ses:ApiVersion":["1"],"ses:FromAddress":["newsletter@example.com"]}"#));
//! let commands = grant.owner_commands()?;
//! assert!(commands.v1.starts_with("aws ses put-identity-policy --region us-east-1 --identity example.com"));
//! # Ok::<(), ses_delegate::ParseError>(())
//! ```

mod commands;
mod hand_back;
mod infrastructure;
mod pattern;
mod policy;
mod purpose;
mod request;

use std::fmt::{self, Write as _};

use crate::arn::{AccountId, IdentityArn};
use crate::authorization::SendOperation;
use crate::caller::{Caller, CallerKind};
use crate::error::ParseError;
use crate::name::{ConfigurationSetName, PolicyName};
use crate::region::Region;
use crate::template::TemplateArn;

pub use self::commands::OwnerCommands;
pub use self::pattern::{AddressPattern, NamePattern, OrganizationId, SourceRange};
pub use self::purpose::Purpose;

/// Who may send as which identity, and what for.
#[derive(Debug, Clone, PartialEq)]
pub struct Grant {
    identity: IdentityArn,
    region: Region,
    to: GrantedTo,
    purpose: Purpose,
    name: PolicyName,
    /// The delegate's configuration set, which its own policy then covers.
    pub configuration_set: Option<ConfigurationSetName>,
    /// The delegate's templates, likewise.
    pub templates: Vec<TemplateArn>,
}

/// Who is allowed to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrantedTo {
    /// An account, a user, a role or a role's session. For an account's root
    /// user the whole account is named, as IAM does.
    Caller(Caller),
    /// Every account of an organization.
    Organization(OrganizationId),
}

impl GrantedTo {
    fn account(&self) -> Option<&AccountId> {
        match self {
            Self::Caller(caller) => Some(caller.account()),
            Self::Organization(_) => None,
        }
    }

    /// As a sentence names it.
    fn described(&self) -> String {
        match self {
            Self::Organization(id) => format!("every account of the AWS organization {id}"),
            Self::Caller(caller) => match caller.kind() {
                CallerKind::Account | CallerKind::Root => {
                    format!("the AWS account {}", caller.account())
                }
                _ => caller.to_string(),
            },
        }
    }
}

impl Grant {
    /// A grant by the policy called `name`.
    ///
    /// # Errors
    /// `grant.region`: the ARN is that of an identity replicated to several
    /// Regions (`arn:aws:ses:*:…`), of which each has policies of its own;
    /// `grant.partition`: the delegate is in another partition;
    /// `grant.operations`: none; `grant.period`: it ends before it begins;
    /// `grant.from`: an address that the identity does not cover.
    pub fn new(
        identity: IdentityArn,
        to: GrantedTo,
        purpose: Purpose,
        name: PolicyName,
    ) -> Result<Self, ParseError> {
        let region = identity.region().cloned().ok_or_else(|| {
            let expected = "the identity's ARN in one Region: each has policies of its own";
            ParseError::quoting("grant.region", expected, identity.as_str()).at("identity")
        })?;
        if let GrantedTo::Caller(caller) = &to
            && *caller.kind() != CallerKind::Account
            && caller.partition() != identity.partition()
        {
            let expected = format!("somebody of the partition {}", identity.partition().as_str());
            return Err(
                ParseError::quoting("grant.partition", expected, &caller.to_string()).at("to")
            );
        }
        purpose.proven_for(&identity)?;
        let purpose = purpose.in_order();
        Ok(Self {
            identity,
            region,
            to,
            purpose,
            name,
            configuration_set: None,
            templates: Vec::new(),
        })
    }

    /// The identity.
    pub fn identity(&self) -> &IdentityArn {
        &self.identity
    }

    /// Where it is verified.
    pub fn region(&self) -> &Region {
        &self.region
    }

    /// Who is allowed.
    pub fn to(&self) -> &GrantedTo {
        &self.to
    }

    /// What for.
    pub fn purpose(&self) -> &Purpose {
        &self.purpose
    }

    /// What the policy is called.
    pub fn name(&self) -> &PolicyName {
        &self.name
    }

    /// What owner and delegate should know of this grant, each a sentence or two.
    pub fn notes(&self) -> Vec<&'static str> {
        use SendOperation as O;
        let has = |operation| self.purpose.operations.contains(&operation);
        let is = |test: fn(&CallerKind) -> bool| match &self.to {
            GrantedTo::Caller(caller) => test(caller.kind()),
            GrantedTo::Organization(_) => false,
        };
        let notes = [
            (
                is(|kind| {
                    !matches!(kind, CallerKind::Account | CallerKind::Root | CallerKind::User(_))
                }),
                "AWS's page on these policies names accounts and users as principals, and neither roles nor sessions. IAM takes them; if SES refuses the policy, authorise the account and limit the role by its own policy.",
            ),
            (
                is(|kind| *kind == CallerKind::Root),
                "A policy cannot name the root user alone: the whole account is authorised.",
            ),
            (
                has(O::Smtp)
                    && is(|kind| {
                        !matches!(
                            kind,
                            CallerKind::Account | CallerKind::Root | CallerKind::User(_)
                        )
                    }),
                "SMTP takes no temporary credentials: neither a role nor a session can send by it. Authorise an IAM user or the account.",
            ),
            (
                has(O::V2SendEmailRaw) != has(O::Smtp),
                "Policies cannot tell SMTP from raw mail by API v2: both ask for ses:SendRawEmail, and both count as API version 2. What allows one allows the other.",
            ),
            (
                has(O::V2SendEmailRaw),
                "For raw mail by API v2 AWS documents ses:SendEmail; senders see ses:SendRawEmail asked for, which stands here.",
            ),
            (
                has(O::V2SendEmailTemplate),
                "AWS does not document whether templates by API v2 ask for ses:SendTemplatedEmail or ses:SendEmail: both are allowed, so simple mail by API v2 is too.",
            ),
            (
                has(O::V2SendBulkEmail) && self.purpose.limits_addresses(),
                "ses:SendBulkEmail knows no condition on addresses. The limits stand on ses:SendBulkTemplatedEmail, which the same call asks for.",
            ),
            (
                self.purpose.return_paths.iter().any(|pattern| {
                    pattern.address().is_some_and(|address| !self.identity.covers(&address))
                }),
                "A return path that this identity does not cover needs an identity with a policy of its own, whose ARN the send names for it.",
            ),
            (
                !self.purpose.from.is_empty()
                    || !self.purpose.recipients.is_empty()
                    || !self.purpose.return_paths.is_empty(),
                "Addresses are compared letter by letter, capitals included, in the domain too.",
            ),
        ];
        notes.into_iter().filter_map(|(tells, note)| tells.then_some(note)).collect()
    }
}

/// Writes what stands in a letter.
fn put(to: &mut String, text: fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = to.write_fmt(text);
}

#[cfg(test)]
mod tests;
