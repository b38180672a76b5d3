//! What a rule may look at: the request as it says it is, nothing checked.

use axum::http::HeaderMap;
use serde_json::Value;

use crate::{
    address::Mailbox, base64_strict, form::Form, header_block::HeaderBlock, refusal::Api,
    world::World,
};

/// A request before its signature is checked.
pub(crate) struct Asked<'a> {
    pub(crate) api: Api,
    pub(crate) operation: Option<&'a str>,
    pub(crate) access_key_id: Option<&'a str>,
    pub(crate) account: Option<String>,
    pub(crate) members: Members<'a>,
}

/// The input, as far as it is read.
pub(crate) enum Members<'a> {
    Unread,
    Form(&'a Form),
    Envelope { source: &'a str, recipients: &'a [String] },
    Json(&'a [u8]),
}

impl<'a> Asked<'a> {
    /// What the headers alone tell.
    pub(crate) fn unread(api: Api, headers: &'a HeaderMap, world: &World) -> Self {
        let access_key_id = headers
            .get("authorization")
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once("Credential="))
            .and_then(|(_, rest)| rest.split('/').next());
        let account =
            access_key_id.and_then(|id| world.key(id)).map(|key| key.caller.account().to_owned());
        Self { api, operation: None, access_key_id, account, members: Members::Unread }
    }

    pub(super) fn sources(&self) -> Vec<String> {
        match &self.members {
            Members::Unread => Vec::new(),
            Members::Envelope { source, .. } => vec![(*source).to_owned()],
            Members::Form(form) => {
                let own = form.text("Source").map(|source| bare(&source));
                let raw = form.get("RawMessage.Data").map(|data| header_addresses(data, &["From"]));
                own.into_iter().chain(raw.into_iter().flatten()).collect()
            }
            Members::Json(body) => {
                let Ok(input) = serde_json::from_slice::<Value>(body) else { return Vec::new() };
                let own = input["FromEmailAddress"].as_str().map(bare);
                let raw = input["Content"]["Raw"]["Data"].as_str();
                let raw = raw.map(|data| header_addresses(data, &["From"]));
                own.into_iter().chain(raw.into_iter().flatten()).collect()
            }
        }
    }

    pub(super) fn recipients(&self) -> Vec<String> {
        const HEADERS: [&str; 3] = ["To", "Cc", "Bcc"];
        match &self.members {
            Members::Unread => Vec::new(),
            Members::Envelope { recipients, .. } => recipients.to_vec(),
            Members::Form(form) => {
                let mut found: Vec<String> = ["Destination", "Destinations"]
                    .iter()
                    .flat_map(|name| form.under(name))
                    .filter(|(name, _)| {
                        name.contains("Addresses.") || name.starts_with("Destinations.member.")
                    })
                    .map(|(_, value)| bare(value))
                    .collect();
                if found.is_empty()
                    && let Some(data) = form.get("RawMessage.Data")
                {
                    found = header_addresses(data, &HEADERS);
                }
                found
            }
            Members::Json(body) => {
                let Ok(input) = serde_json::from_slice::<Value>(body) else { return Vec::new() };
                let mut found = Vec::new();
                addresses(&input["Destination"], &mut found);
                for entry in input["BulkEmailEntries"].as_array().into_iter().flatten() {
                    addresses(&entry["Destination"], &mut found);
                }
                if found.is_empty()
                    && let Some(data) = input["Content"]["Raw"]["Data"].as_str()
                {
                    found = header_addresses(data, &HEADERS);
                }
                found
            }
        }
    }
}

fn addresses(destination: &Value, found: &mut Vec<String>) {
    for member in ["ToAddresses", "CcAddresses", "BccAddresses"] {
        let list = destination[member].as_array().into_iter().flatten();
        found.extend(list.filter_map(Value::as_str).map(bare));
    }
}

/// The addresses in the given headers of a message in base64.
fn header_addresses(data: &str, names: &[&str]) -> Vec<String> {
    let Ok(message) = base64_strict(data) else { return Vec::new() };
    let block = HeaderBlock::parse(&message);
    let fields = names.iter().flat_map(|name| block.named(name));
    let lists = fields.filter_map(|field| Mailbox::parse_list(&field.value()).ok());
    lists.flatten().map(|mailbox| mailbox.address).collect()
}

/// The address in `Name <address>`; what is no address stays as it is.
fn bare(text: &str) -> String {
    Mailbox::parse(text).map_or_else(|_| text.to_owned(), |mailbox| mailbox.address)
}
