//! The page's regions.

mod banners;
mod content;
mod credentials;
mod draft_field;
mod files;
mod header;
mod inspector;
mod intake;
mod outcome;
mod recipients;
mod route;
mod send;
mod sender;
mod wrong_list;

pub(crate) use banners::{Banners, Offer};
pub(crate) use content::ContentPanel;
pub(crate) use credentials::{BOX as CREDENTIALS_BOX, CredentialsPanel};
pub(crate) use files::FilesPanel;
pub(crate) use header::Header;
pub(crate) use inspector::Inspector;
pub(crate) use intake::Intake;
pub(crate) use outcome::OutcomePanel;
pub(crate) use recipients::RecipientsPanel;
pub(crate) use route::RoutePanel;
pub(crate) use send::{ErrorSummary, SendBar, WarningSummary};
pub(crate) use sender::SenderPanel;
