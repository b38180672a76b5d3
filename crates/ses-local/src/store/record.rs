//! What the store keeps: messages and refusals.

use std::{sync::Arc, time::SystemTime};

use axum::body::Bytes;
use serde::{Deserialize, Serialize};

use super::lists::Listed;
use crate::{
    authorization::Grant,
    refusal::{Api, Refusal},
    simulator::Recipient,
    submission::{Operation, Tracking},
    tags::Tag,
};

/// A message SES accepted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Delivery {
    pub id: String,
    pub received_at: SystemTime,
    pub region: String,
    pub account: String,
    /// The caller's ARN.
    pub caller: String,
    pub operation: Operation,
    pub source: String,
    pub return_path: String,
    pub destinations: Vec<String>,
    pub subject: String,
    pub authorization: Vec<Grant>,
    pub configuration_set: Option<String>,
    pub tags: Vec<Tag>,
    /// Its name; a template that came with the message has none.
    pub template: Option<String>,
    pub tenant: Option<String>,
    pub endpoint: Option<String>,
    pub list_management: Option<String>,
    pub tracking: Option<Tracking>,
    /// What became of it, recipient by recipient.
    pub outcomes: Vec<Recipient>,
    pub fate: Fate,
    /// The message as recipients get it.
    #[serde(skip)]
    pub raw: Vec<u8>,
}

/// What became of an accepted message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "reason", rename_all = "camelCase")]
pub(crate) enum Fate {
    Delivered,
    /// SES tells it by an event, not by an error.
    RenderingFailed(String),
}

/// A request SES refused.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Refused {
    pub id: String,
    pub received_at: SystemTime,
    pub api: Api,
    /// What is known depends on how far the request came.
    pub region: Option<String>,
    pub caller: Option<String>,
    pub operation: Option<String>,
    pub source: Option<String>,
    pub destinations: Vec<String>,
    pub refusal: Refusal,
}

/// A message as lists show it.
#[derive(Debug)]
pub(crate) struct Message {
    /// Counts messages and refusals from 1: what came later has a greater one.
    pub sequence: u64,
    /// Without its bytes and looks, which are [`Whole`].
    pub delivery: Delivery,
    /// Bytes of the message as recipients get it.
    pub size: usize,
    /// Absent when it is on disk.
    pub(super) whole: Option<Arc<Whole>>,
}

/// What only one who opens a message wants to see.
#[derive(Debug)]
pub(crate) struct Whole {
    pub authorization: Vec<Grant>,
    /// The message as recipients get it.
    pub raw: Bytes,
}

impl Listed for Message {
    fn id(&self) -> &str {
        &self.delivery.id
    }
}

impl Listed for Refused {
    fn id(&self) -> &str {
        &self.id
    }
}
