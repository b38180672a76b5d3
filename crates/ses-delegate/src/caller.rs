//! Who calls AWS.

use std::fmt;
use std::str::FromStr;

use crate::arn::AccountId;
use crate::error::ParseError;
use crate::region::Partition;
use crate::sts;

/// The delegate sender, as its policies and the owner's see it: what
/// `GetCallerIdentity` answers as `Arn`, or an account id alone.
///
/// # Source
/// IAM User Guide, "IAM identifiers" and "AWS JSON policy elements: Principal".
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Caller {
    partition: Partition,
    account: AccountId,
    kind: CallerKind,
}

/// What kind of principal calls.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CallerKind {
    /// Somebody of the account: its id was given, nothing more.
    Account,
    /// The account's root user.
    Root,
    /// An IAM user: path and name.
    User(String),
    /// A role, before anybody assumed it: path and name.
    Role(String),
    /// A role's session.
    AssumedRole {
        /// The role's name, without its path, which the session's ARN does not tell.
        role: String,
        /// The session's name.
        session: String,
    },
    /// A user federated by `GetFederationToken`: its name.
    FederatedUser(String),
}

impl Caller {
    /// The partition of its ARN; the commercial one for an account id.
    pub fn partition(&self) -> Partition {
        self.partition
    }

    /// Its account.
    pub fn account(&self) -> &AccountId {
        &self.account
    }

    /// What it is within its account.
    pub fn kind(&self) -> &CallerKind {
        &self.kind
    }
}

impl From<AccountId> for Caller {
    fn from(account: AccountId) -> Self {
        Self { partition: Partition::Aws, account, kind: CallerKind::Account }
    }
}

impl TryFrom<&sts::GetCallerIdentityResponse> for Caller {
    type Error = ParseError;

    /// # Errors
    /// `caller.syntax` if the answer names nobody: neither an ARN nor an account.
    fn try_from(answer: &sts::GetCallerIdentityResponse) -> Result<Self, ParseError> {
        let who = answer.arn.as_deref().or(answer.account.as_deref());
        who.unwrap_or_default().parse()
    }
}

impl FromStr for Caller {
    type Err = ParseError;

    /// Takes an account id, and ARNs such as
    /// `arn:aws:sts::111122223333:assumed-role/mailer/ann`.
    ///
    /// # Errors
    /// `caller.syntax`.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let text = text.trim();
        let wrong = || {
            ParseError::quoting(
                "caller.syntax",
                "an account id or the ARN of a user, a role or a role's session, such as arn:aws:sts::111122223333:assumed-role/mailer/ann",
                text,
            )
        };
        if let Ok(account) = text.parse::<AccountId>() {
            return Ok(account.into());
        }
        let members: Vec<&str> = text.splitn(6, ':').collect();
        let &["arn", partition, service, "", account, resource] = members.as_slice() else {
            return Err(wrong());
        };
        let partition = partition.parse().map_err(|_| wrong())?;
        let account = account.parse().map_err(|_| wrong())?;
        let kind = kind(service, resource).ok_or_else(wrong)?;
        Ok(Self { partition, account, kind })
    }
}

fn kind(service: &str, resource: &str) -> Option<CallerKind> {
    let is_name = |text: &str| {
        !text.is_empty()
            && !text.starts_with('/')
            && !text.ends_with('/')
            && text.bytes().all(|b| b.is_ascii_graphic() && b != b'*' && b != b'?')
    };
    let named = |text: &str| is_name(text).then(|| text.to_owned());
    match (service, resource.split_once('/')) {
        ("iam", None) if resource == "root" => Some(CallerKind::Root),
        ("iam", Some(("user", name))) => named(name).map(CallerKind::User),
        ("iam", Some(("role", name))) => named(name).map(CallerKind::Role),
        ("sts", Some(("federated-user", name))) => named(name).map(CallerKind::FederatedUser),
        ("sts", Some(("assumed-role", rest))) => {
            let (role, session) = rest.split_once('/')?;
            Some(CallerKind::AssumedRole { role: named(role)?, session: named(session)? })
        }
        _ => None,
    }
}

/// Its ARN; of a bare account id the account's own, which stands for all of it.
impl fmt::Display for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (partition, account) = (self.partition.as_str(), &self.account);
        match &self.kind {
            CallerKind::Account | CallerKind::Root => {
                write!(f, "arn:{partition}:iam::{account}:root")
            }
            CallerKind::User(name) => write!(f, "arn:{partition}:iam::{account}:user/{name}"),
            CallerKind::Role(name) => write!(f, "arn:{partition}:iam::{account}:role/{name}"),
            CallerKind::AssumedRole { role, session } => {
                write!(f, "arn:{partition}:sts::{account}:assumed-role/{role}/{session}")
            }
            CallerKind::FederatedUser(name) => {
                write!(f, "arn:{partition}:sts::{account}:federated-user/{name}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back() {
        for arn in [
            "arn:aws:iam::111122223333:root",
            "arn:aws:iam::111122223333:user/ann",
            "arn:aws-us-gov:iam::111122223333:user/staff/ann",
            "arn:aws:iam::111122223333:role/service/mailer",
            "arn:aws:sts::111122223333:assumed-role/mailer/ann@example.com",
            "arn:aws:sts::111122223333:federated-user/ann",
        ] {
            let caller: Caller = arn.parse().unwrap();
            assert_eq!(caller.to_string(), arn);
            assert_eq!(caller.account().as_str(), "111122223333");
        }
        let account: Caller = " 111122223333\n".parse().unwrap();
        assert_eq!(account.kind(), &CallerKind::Account);
        assert_eq!(account.to_string(), "arn:aws:iam::111122223333:root");
    }

    #[test]
    fn the_answer_of_sts_tells_who() {
        let answer = |arn: Option<&str>, account: Option<&str>| sts::GetCallerIdentityResponse {
            user_id: None,
            account: account.map(str::to_owned),
            arn: arn.map(str::to_owned),
        };
        let arn = "arn:aws-us-gov:sts::111122223333:assumed-role/mailer/ann";
        let caller = Caller::try_from(&answer(Some(arn), Some("111122223333"))).unwrap();
        assert_eq!(caller.to_string(), arn);
        let caller = Caller::try_from(&answer(None, Some("111122223333"))).unwrap();
        assert_eq!(caller.kind(), &CallerKind::Account);
        assert_eq!(Caller::try_from(&answer(None, None)).unwrap_err().code(), "caller.syntax");
    }

    #[test]
    fn nothing_else_is_one() {
        for text in [
            "",
            "ann",
            "11112222333",
            "arn:aws:iam::111122223333:user/",
            "arn:aws:iam::111122223333:user/*",
            "arn:aws:iam:us-east-1:111122223333:user/ann",
            "arn:aws:iam::111122223333:group/ann",
            "arn:aws:sts::111122223333:assumed-role/mailer",
            "arn:aws:ses:us-east-1:111122223333:identity/example.com",
        ] {
            assert_eq!(text.parse::<Caller>().unwrap_err().code(), "caller.syntax", "{text}");
        }
    }
}
