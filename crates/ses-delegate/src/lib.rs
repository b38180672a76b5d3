//! Mail through Amazon SES as an identity that somebody else verified.
//!
//! SES *sending authorization* lets an identity owner allow another account,
//! the delegate sender, to send as the owner's domain or address. This crate
//! turns a draft into the request that does so, signs it, and reads the answer.
//! It is pure: no clock, no randomness, no network. The caller gives a
//! [`Stamp`] and carries the bytes.
//!
//! ```
//! use ses_delegate::{Credentials, Delegate, Draft, PayloadHash, Response, Stamp, UnixTime, prepare};
//!
//! let draft = Draft {
//!     delegate: Some(Delegate {
//!         source_arn: "arn:aws:ses:us-east-1:123456789012:identity/example.com".into(),
//!         ..Delegate::default()
//!     }),
//!     from: "Ännchen <ann@example.com>".into(),
//!     to: vec!["bob@example.org".into()],
//!     subject: "Grüße".into(),
//!     text: "Hello".into(),
//!     ..Draft::default()
//! };
//! let stamp = Stamp { at: UnixTime::from_seconds(1_768_480_496)?, nonce: [7; 16] };
//!
//! // Every wrong field would be named at once; then the request, ready to be signed.
//! let prepared = prepare(&draft, &stamp).map_err(|errors| errors[0].to_string())?;
//! assert_eq!(prepared.endpoint.host(), "email.us-east-1.amazonaws.com");
//! assert!(prepared.request.parameters().contains(&(
//!     "SourceArn".into(),
//!     "arn:aws:ses:us-east-1:123456789012:identity/example.com".into(),
//! )));
//!
//! let credentials = Credentials::new("ASIAIOSFODNN7EXAMPLE", "secret", Some("token"))?;
//! let body = prepared.body()?;
//! let signed = prepared.sign(&PayloadHash::of(&body), &credentials, stamp.at);
//! // … POST body to signed.url with signed.headers, then:
//! let answer = Response { status: 200, headers: &[], body: b"<R><SendEmailResult><MessageId>0100</MessageId></SendEmailResult></R>" };
//! let sent = prepared.route.interpret(&answer)?;
//! assert_eq!(sent.message_id, "0100");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![warn(missing_docs)]

// In the order of the flow: each file uses those above it only.
#[cfg(test)]
mod shared;
mod error;
mod page;
mod input;
mod proven;
mod header;
mod address;
mod list;
mod region;
mod arn;
mod name;
mod template;
mod identity_name;
mod policy;
mod delegation;
mod stamp;
mod credentials;
mod content;
mod body;
mod calendar;
mod message;
mod settings;
mod mime;
mod route;
mod draft;
mod outcome;
mod withheld;
mod bulk;
mod text;
mod form;
mod operation;
pub mod shape;
mod query;
pub mod v1;
pub mod v2;
pub mod sts;
mod sigv4;
mod eml;
mod plan;
mod caller;
pub mod iam;
pub mod authorization;
pub mod grant;
mod preflight;
mod explain;
mod smtp;
mod export;

pub use address::{
    AddressPiece, AddressPieceKind, EmailAddress, Mailbox, PastedAddresses, PastedMailbox,
    Recipients, split_list,
};
pub use arn::{AccountId, Identity, IdentityArn};
pub use body::{BodyPlan, FileEncoder, FileSegment, Segment};
pub use bulk::{BulkResult, BulkStatus};
pub use calendar::{CalendarMethod, Invitation};
pub use caller::{Caller, CallerKind};
pub use content::Content;
pub use credentials::{Credentials, PastedCredentials, PastedExpiration, PastedProfile};
pub use delegation::{Authority, Delegation};
pub use draft::{
    Delegate, Draft, File, Header, IcalEvent, ListManagement, ReadDraft, Tag, Unsubscribe,
};
pub use eml::{
    Adopted, DkimSignature, Eml, EmlContent, EmlHeader, EmlMailbox, EmlPart, LineFacts, PartRole,
    SesFate, SesHeader, Stray, StrayKind, adopt,
};
pub use error::ParseError;
pub use explain::{
    Actor, ArnState, Cause, ClockSkew, Context, DecidingPolicy, Denial, DeniedResource,
    Explanation, FailedIdentity, Failure, Fate, IdentityRole, MayBeSent, NotSent, Original, Retry,
    Role, SigningTime, Unanswered, causes, explain, server_time,
};
pub use export::{
    Export, ExportFile, ExportForm, SmtpServer, export, export_operation, export_smtp,
};
pub use header::{
    AutoSubmitted, ContentId, CustomHeader, CustomHeaders, FeedbackId, HeaderName, HeaderText,
    Importance, MediaType, MessageId,
};
pub use identity_name::IdentityName;
pub use list::{ListId, ListUnsubscribe};
pub use message::{Attachment, Body, Headers, Message, Placement};
pub use mime::{RawMessage, SesHeaders};
pub use name::{
    Charset, ConfigurationSetName, ContactListName, EndpointId, ListManagementOptions, MessageTag,
    PolicyName, TagText, TemplateName, TenantName, TopicName,
};
pub use operation::{Method, Operation, Request, Response};
pub use outcome::{Rejection, RejectionKind, Sent};
pub use plan::{Prepared, prepare, prepare_raw};
pub use policy::PolicyDocument;
pub use preflight::{
    Finding, Known, KnownAccount, KnownCredentials, KnownQuota, KnownTemplate, Rule, Severity,
    preflight, preflight_raw, rules,
};
pub use region::{Endpoint, Partition, Region, Service, SmtpEndpoint, Variant};
pub use route::{Reason, Route};
pub use settings::Settings;
pub use sigv4::{PayloadHash, PayloadHasher, SignedRequest, SigningKey, sign};
pub use smtp::{SmtpCredentials, SmtpMail, smtp_data};
pub use stamp::{Stamp, UnixTime};
#[cfg(feature = "template-preview")]
pub use template::{LocalPreview, Unfilled};
pub use template::{
    MissingVariable, ReadTemplate, TemplateArn, TemplateCheck, TemplateData, TemplatePart,
    TemplateParts, TemplatePlace, TemplateUse, TemplateVariable,
};
