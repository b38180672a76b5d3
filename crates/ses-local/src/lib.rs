//! A local Amazon SES that enforces sending authorization.
//!
//! One port answers SES's v1 (Query) and v2 (REST JSON) calls and STS, two more
//! speak SMTP. Every signature and every policy is checked; what was accepted and
//! what was refused is shown, with the reason, in an inbox at `/`.
//! It shares no code with the `ses-delegate` crate, which it judges.

mod accept;
mod account;
mod address;
mod authorization;
mod bounce;
mod bulk;
mod call;
mod change;
mod clock;
mod compose;
mod configuration_sets;
mod constraint;
mod cors;
mod delivery;
mod dialect;
mod edge;
mod encoded_word;
mod envelope;
mod exchange;
mod faults;
mod form;
mod header_block;
mod header_rules;
mod identities;
mod identity;
mod identity_policies;
mod inbox;
mod log;
mod outlook;
mod paging;
mod parsed;
mod permission;
mod policy;
mod quota;
mod random;
mod realm;
mod refusal;
mod render;
mod secret;
mod send;
mod server;
mod signature;
mod simulator;
mod smtp;
mod store;
mod strict_base64;
mod sts;
mod submission;
mod tags;
mod templates;
mod v1;
mod v2;
mod world;
mod xml;

use strict_base64::base64_strict;

pub use crate::{
    clock::{Clock, rfc3339},
    cors::{Cors, UnknownCors},
    outlook::{Outlook, first_mail, outlook},
    realm::Realm,
    secret::Secret,
    server::{About, Options, Server},
    smtp::{Certificate, CertificateError, Mode, smtp_password},
    store::StoreError,
    world::{
        Account, Caller, ConfigurationSet, Identity, Key, NamedPolicy, Role, STANDARD_WORLD,
        Template, UserPermissions, World, WorldError,
    },
};
