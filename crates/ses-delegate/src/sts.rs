//! The Security Token Service (2011-06-15): who one is, and temporary credentials.
//! It speaks the AWS Query protocol; its requests are signed for `sts`.

mod arn;
mod assume_role;
mod get_caller_identity;
mod text;

use serde::Serialize;

use crate::operation::Request;
use crate::query;

pub use arn::{ContextProviderArn, ManagedPolicyArn, RoleArn};
pub use assume_role::{
    AssumeRole, AssumeRoleResponse, AssumedRoleUser, ExpiringCredentials, PolicyDescriptorType,
    ProvidedContext, Tag,
};
pub use get_caller_identity::{GetCallerIdentity, GetCallerIdentityResponse};
pub use text::{
    ContextAssertion, ExternalId, RoleSessionName, SerialNumber, SessionPolicy, SourceIdentity,
    TagKey, TagValue, TokenCode,
};

const VERSION: &str = "2011-06-15";

fn request(action: &str, input: &impl Serialize) -> Request {
    query::request(action, VERSION, input, &[])
}
