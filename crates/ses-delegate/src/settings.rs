//! What SES does with a message besides delivering it.

use crate::name::{ConfigurationSetName, ListManagementOptions, MessageTag, TenantName};

/// Parameters of a request, or X-SES headers of raw mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Rules for the message; the identity's default set if none.
    pub configuration_set: Option<ConfigurationSetName>,
    /// By which events are counted.
    pub tags: Vec<MessageTag>,
    /// By which recipients unsubscribe; API v1 takes it as a header only.
    pub list_management: Option<ListManagementOptions>,
    /// Whose mail it is, where one account sends for several; API v1 takes it as a header only.
    pub tenant: Option<TenantName>,
}
