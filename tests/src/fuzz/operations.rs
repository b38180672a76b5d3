//! Every operation, as what reads its answers and takes its input as JSON.

use serde::de::DeserializeOwned;
use ses_delegate::{Operation, Rejection, RejectionKind, Response, sts, v1, v2};

/// An operation without its types.
pub struct Known {
    /// AWS's name.
    pub name: &'static str,
    /// Reads an answer.
    pub read: fn(&Response<'_>) -> Result<(), Rejection>,
    /// Takes an input, and makes its request.
    pub take: fn(&str),
}

/// Those that answer in XML.
pub const QUERY: [Known; 16] = [
    known::<v1::DeleteIdentityPolicy>(),
    known::<v1::GetIdentityPolicies>(),
    known::<v1::GetIdentityVerificationAttributes>(),
    known::<v1::GetSendQuota>(),
    known::<v1::GetTemplate>(),
    known::<v1::ListIdentityPolicies>(),
    known::<v1::ListTemplates>(),
    known::<v1::PutIdentityPolicy>(),
    known::<v1::SendBounce>(),
    known::<v1::SendBulkTemplatedEmail>(),
    known::<v1::SendEmail<'_>>(),
    known::<v1::SendRawEmail<'_>>(),
    known::<v1::SendTemplatedEmail>(),
    known::<v1::TestRenderTemplate>(),
    known::<sts::AssumeRole>(),
    known::<sts::GetCallerIdentity>(),
];

/// Those that answer in JSON.
pub const JSON: [Known; 11] = [
    known::<v2::CreateEmailIdentityPolicy>(),
    known::<v2::DeleteEmailIdentityPolicy>(),
    known::<v2::GetAccount>(),
    known::<v2::GetEmailIdentity>(),
    known::<v2::GetEmailIdentityPolicies>(),
    known::<v2::GetEmailTemplate>(),
    known::<v2::ListEmailTemplates>(),
    known::<v2::SendBulkEmail<'_>>(),
    known::<v2::SendEmail<'_>>(),
    known::<v2::TestRenderEmailTemplate>(),
    known::<v2::UpdateEmailIdentityPolicy>(),
];

const fn known<O: Operation + DeserializeOwned>() -> Known {
    Known { name: O::NAME, read: judged::<O>, take: taken::<O> }
}

/// A success has a success's status; of anything else nothing is lost.
fn judged<O: Operation>(response: &Response<'_>) -> Result<(), Rejection> {
    let status = response.status;
    let read = O::interpret(response).map(drop);
    match &read {
        Ok(()) => assert!((200..300).contains(&status)),
        Err(error) => {
            assert_eq!(error.status, status);
            if error.body.contains("(session token, not shown)") {
                return read;
            }
            if is_withheld(error, response) {
                assert_eq!(O::NAME, "AssumeRole");
                return read;
            }
            assert_eq!(error.body, String::from_utf8_lossy(response.body));
            let refused = (400..500).contains(&status) || (status >= 500 && error.code.is_some());
            assert_eq!(error.kind == RejectionKind::Refused, refused);
            assert_ne!(error.code.as_deref(), Some(""));
        }
    }
    read
}

/// Where credentials are answered, what may be one is not shown.
pub fn is_withheld(error: &Rejection, response: &Response<'_>) -> bool {
    error.body.ends_with("not shown since they hold credentials)")
        && error.body != String::from_utf8_lossy(response.body)
}

/// A wrong input names a member, or what is wrong with it all; a right one makes a request.
fn taken<O: Operation + DeserializeOwned>(json: &str) {
    match O::from_json(json) {
        Ok(input) => {
            let request = input.request();
            assert!(request.path.starts_with('/'));
            let plain = |text: &str| text.bytes().all(|b| b.is_ascii_graphic());
            assert!(plain(&request.path) && plain(&request.query), "{}", request.target());
            let _ = request.parameters();
        }
        Err(error) => assert!(!error.expected().is_empty() && !error.code().is_empty()),
    }
}
