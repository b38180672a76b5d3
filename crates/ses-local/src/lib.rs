//! A local Amazon SES that enforces sending authorization.
//!
//! One port answers SES's v1 (Query) and v2 (REST JSON) sends, checks every
//! signature and every policy, and keeps what it accepted in an inbox at `/`.
//! It shares no code with the `ses-delegate` crate, which it judges.

mod accept;
mod address;
mod authorization;
mod clock;
mod compose;
mod cors;
mod delivery;
mod dialect;
mod encoded_word;
mod envelope;
mod header_block;
mod header_rules;
mod identity;
mod inbox;
mod outlook;
mod policy;
mod random;
mod refusal;
mod secret;
mod server;
mod signature;
mod store;
mod strict_base64;
mod submission;
mod v1;
mod v2;
mod world;

use strict_base64::base64_strict;

pub use crate::{
    clock::{Clock, rfc3339},
    outlook::outlook,
    secret::Secret,
    server::{Options, serve, serve_with},
    world::{
        Account, Caller, ConfigurationSet, Identity, Key, NamedPolicy, STANDARD_WORLD, World,
        WorldError,
    },
};
