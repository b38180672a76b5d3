//! Commands for a POSIX shell that put a grant in place.

use super::Grant;
use crate::arn::Identity;
use crate::error::ParseError;
use crate::sts::{RoleArn, RoleSessionName};

/// The owner's commands, of which one is enough: both APIs keep the same policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerCommands {
    /// `aws ses put-identity-policy`: attaches it, or replaces one of that name.
    pub v1: String,
    /// `aws sesv2 create-email-identity-policy`: refuses if there is one of that name.
    pub v2: String,
}

impl Grant {
    /// The owner's commands.
    ///
    /// # Errors
    /// Those of [`owner_policy`](Self::owner_policy).
    ///
    /// # Source
    /// AWS CLI Command Reference, `ses put-identity-policy` and
    /// `sesv2 create-email-identity-policy`.
    pub fn owner_commands(&self) -> Result<OwnerCommands, ParseError> {
        let policy = self.owner_policy()?;
        let (region, identity) = (self.region.as_str(), self.identity_name());
        let command = |service, operation, option| {
            shell(&[
                "aws",
                service,
                operation,
                "--region",
                region,
                option,
                identity,
                "--policy-name",
                self.name.as_str(),
                "--policy",
                policy.as_str(),
            ])
        };
        Ok(OwnerCommands {
            v1: command("ses", "put-identity-policy", "--identity")?,
            v2: command("sesv2", "create-email-identity-policy", "--email-identity")?,
        })
    }

    /// The delegate's command that takes `role` for a quarter of an hour, able to
    /// do no more than this grant.
    ///
    /// # Errors
    /// Those of [`session_policy`](Self::session_policy).
    ///
    /// # Source
    /// AWS CLI Command Reference, `sts assume-role`.
    pub fn assume_role_command(
        &self,
        role: &RoleArn,
        session: &RoleSessionName,
    ) -> Result<String, ParseError> {
        let policy = self.session_policy()?;
        shell(&[
            "aws",
            "sts",
            "assume-role",
            "--region",
            self.region.as_str(),
            "--role-arn",
            role.as_str(),
            "--role-session-name",
            session.as_str(),
            "--duration-seconds",
            "900",
            "--policy",
            policy.as_str(),
        ])
    }

    pub(super) fn identity_name(&self) -> &str {
        match self.identity.identity() {
            Identity::Domain(domain) => domain,
            Identity::Address(address) => address.as_str(),
        }
    }
}

fn shell(words: &[&str]) -> Result<String, ParseError> {
    shlex::try_join(words.iter().copied())
        .map_err(|error| ParseError::new("command.syntax", "words without NUL", error.to_string()))
}
