//! One authenticated request: who asks, where and when.

use std::{net::IpAddr, time::SystemTime};

use crate::{
    policy::Policy,
    server::Shared,
    world::{Caller, World},
};

/// What every operation may need to know of the request it answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call<'a> {
    pub shared: &'a Shared,
    /// The world as it was when the request came.
    pub world: &'a World,
    pub caller: &'a Caller,
    /// What the caller's session was narrowed to when its role was assumed.
    pub session_policy: Option<&'a Policy>,
    /// The Region of the credential scope: the one this server plays.
    pub region: &'a str,
    pub source_ip: Option<IpAddr>,
    pub user_agent: Option<&'a str>,
    /// `aws:SecureTransport`.
    pub secure: bool,
    pub at: SystemTime,
}

impl Call<'_> {
    pub(crate) fn account(&self) -> &str {
        self.caller.account()
    }
}
