//! `GetCallerIdentity`: whose credentials these are. It needs no permission.
//!
//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>

use serde::{Deserialize, Serialize};

use crate::operation::{Operation, Request, Response};
use crate::outcome::Rejection;
use crate::query::xml;

/// Input of `GetCallerIdentity`: nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct GetCallerIdentity {}

/// Output of `GetCallerIdentity`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetCallerIdentityResponse {
    /// AWS's id of the user or role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The account, 12 digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The user or assumed role, which a policy can name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
}

impl Operation for GetCallerIdentity {
    const NAME: &'static str = "GetCallerIdentity";
    type Output = GetCallerIdentityResponse;

    fn request(&self) -> Request {
        super::request(Self::NAME, self)
    }

    fn interpret(response: &Response<'_>) -> Result<Self::Output, Rejection> {
        xml::read(response, Self::NAME)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::Segment;

    #[test]
    fn asks_with_nothing_and_reads_who() {
        let request = GetCallerIdentity::from_json("{}").unwrap().request();
        let form = b"Action=GetCallerIdentity&Version=2011-06-15";
        assert!(
            matches!(request.body.segments(), [Segment::Bytes(bytes)] if bytes[..] == form[..])
        );
        let body =
            b"<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">
            <GetCallerIdentityResult>
              <Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn>
              <UserId>AROA:s</UserId>
              <Account>123456789012</Account>
            </GetCallerIdentityResult>
          </GetCallerIdentityResponse>";
        let who =
            GetCallerIdentity::interpret(&Response { status: 200, headers: &[], body }).unwrap();
        assert_eq!(who.account.as_deref(), Some("123456789012"));
        assert_eq!(who.arn.as_deref(), Some("arn:aws:sts::123456789012:assumed-role/r/s"));
        assert_eq!(who.user_id.as_deref(), Some("AROA:s"));
    }
}
