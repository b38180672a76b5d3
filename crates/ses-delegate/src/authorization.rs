//! Whether a send will be authorised: the owner's policies, the delegate's own,
//! and what the send asks for.
//!
//! ```
//! use ses_delegate::authorization::{Circumstances, Evidence, IdentityPolicies, Sending, Verdict, authorize};
//! use ses_delegate::{Caller, Delegate, Draft, Route};
//!
//! let arn = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
//! let draft = Draft {
//!     delegate: Some(Delegate { source_arn: arn.into(), ..Delegate::default() }),
//!     from: "ann@example.com".into(),
//!     to: vec!["bob@example.org".into()],
//!     ..Draft::default()
//! };
//! let read = draft.read().map_err(|errors| errors[0].clone())?;
//! let policy = format!(
//!     r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"111122223333"}},"Action":"ses:SendEmail","Resource":"{arn}"}}}}"#
//! );
//! let caller: Caller = "arn:aws:iam::111122223333:user/ann".parse()?;
//! let owner = [IdentityPolicies::read(arn.parse()?, [("delegates", policy)])?];
//! let answer = authorize(
//!     &Sending::of_draft(&read, Route::V1SendEmail),
//!     &Evidence { caller: &caller, owner: &owner, delegate: None, circumstances: &Circumstances::default() },
//! );
//! // The owner allows it; what the caller's own policies say was not given.
//! assert_eq!(answer.verdict, Verdict::CannotTell);
//! assert!(answer.source.left_to_check[0].contains("the caller's own IAM policies"));
//! # Ok::<(), ses_delegate::ParseError>(())
//! ```

mod answer;
mod circumstances;
mod consult;
mod context;
mod operation;
mod sending;
mod sides;

pub use answer::{ActionAnswer, Authorization, SenderAnswer, Side, Verdict};
pub use circumstances::{Circumstances, DelegatePolicies, Evidence, IdentityPolicies};
pub use operation::{Ask, AskedAction, SendOperation};
pub use sending::{Sender, Sending};
pub use sides::authorize_request;

/// Whether `sending` will be authorised, as far as `evidence` tells: for each of
/// Source, From and Return-Path, action by action.
///
/// Only policies are looked at: neither whether an identity is verified, nor
/// the sandbox, nor an organization's control policies.
///
/// # Source
/// SES Developer Guide, "Using sending authorization with Amazon SES"; IAM User
/// Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic".
pub fn authorize(sending: &Sending, evidence: &Evidence<'_>) -> Authorization {
    let of = |sender: &Sender| consult::sender(sender, sending, evidence);
    let (source, from, return_path) =
        (of(&sending.source), of(&sending.from), of(&sending.return_path));
    let verdict = Verdict::all([source.verdict, from.verdict, return_path.verdict]);
    Authorization { verdict, operation: sending.operation, source, from, return_path }
}

#[cfg(test)]
mod tests;
