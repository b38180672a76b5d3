//! The IAM policy language: policies read from JSON, and one request evaluated
//! against them with the reason why each statement applies or does not.
//!
//! What decides is said three ways: a key of the request can have values, be
//! absent, or be unknown here though AWS will know it. What is unknown is
//! never guessed: it makes the answer [`Decision::CannotTell`] where it matters.
//!
//! ```
//! use ses_delegate::Caller;
//! use ses_delegate::iam::{Context, Decision, NamedPolicy, Policy, PolicyKind, Request, evaluate};
//!
//! let policy = Policy::read(
//!     PolicyKind::ResourceBased,
//!     r#"{
//!         "Version": "2012-10-17",
//!         "Statement": {
//!             "Sid": "Ann",
//!             "Effect": "Allow",
//!             "Principal": { "AWS": "444455556666" },
//!             "Action": "ses:SendEmail",
//!             "Resource": "arn:aws:ses:us-east-1:123456789012:identity/example.com"
//!         }
//!     }"#,
//! )?;
//! let caller: Caller = "arn:aws:iam::111122223333:user/ann".parse()?;
//! let answer = evaluate(
//!     &[NamedPolicy { name: "delegates".into(), policy }],
//!     &Request {
//!         caller: &caller,
//!         action: "ses:SendEmail",
//!         resource: "arn:aws:ses:us-east-1:123456789012:identity/example.com",
//!         context: &Context::complete(),
//!     },
//! );
//! assert_eq!(answer.decision, Decision::NotAllowed);
//! assert_eq!(
//!     answer.statements[0].why,
//!     "Principal names account 444455556666, but the caller is of 111122223333",
//! );
//! # Ok::<(), ses_delegate::ParseError>(())
//! ```

mod condition;
mod context;
mod document;
mod evaluation;
mod json;
mod operator;
mod pattern;
mod principal;
mod statement;
mod truth;
mod value;

pub use context::Context;
pub use document::{Policy, PolicyKind};
pub use evaluation::{
    Applies, Decision, Element, Evaluation, NamedPolicy, Request, StatementTrace, evaluate,
};
pub use operator::operators;
pub use principal::Grantee;
pub use statement::Effect;

#[cfg(test)]
mod tests;
