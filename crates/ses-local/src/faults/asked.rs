//! What a rule may look at: the request as it says it is, nothing checked.

use std::cell::OnceCell;

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
    pub(crate) addresses: OnceCell<Addresses>,
}

/// From whom to whom it would go.
#[derive(Debug, Default)]
pub(crate) struct Addresses {
    pub(super) sources: Vec<String>,
    pub(super) recipients: Vec<String>,
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
        Self {
            api,
            operation: None,
            access_key_id,
            account,
            members: Members::Unread,
            addresses: OnceCell::new(),
        }
    }

    /// The members are read when the first rule asks for them, and once.
    pub(super) fn addresses(&self) -> &Addresses {
        self.addresses.get_or_init(|| self.members.addresses())
    }
}

impl Members<'_> {
    fn addresses(&self) -> Addresses {
        match self {
            Self::Unread => Addresses::default(),
            Self::Envelope { source, recipients } => {
                Addresses { sources: vec![(*source).to_owned()], recipients: recipients.to_vec() }
            }
            Self::Form(form) => of_form(form),
            Self::Json(body) => serde_json::from_slice(body)
                .map_or_else(|_| Addresses::default(), |input| of_json(&input)),
        }
    }
}

fn of_form(form: &Form) -> Addresses {
    let raw = form.get("RawMessage.Data").map(InRaw::of).unwrap_or_default();
    let own = form.text("Source").map(|source| bare(&source));
    let recipients: Vec<String> = ["Destination", "Destinations"]
        .iter()
        .flat_map(|name| form.under(name))
        .filter(|(name, _)| name.contains("Addresses.") || name.starts_with("Destinations.member."))
        .map(|(_, value)| bare(value))
        .collect();
    raw.beside(own, recipients)
}

fn of_json(input: &Value) -> Addresses {
    let raw = input["Content"]["Raw"]["Data"].as_str().map(InRaw::of).unwrap_or_default();
    let own = input["FromEmailAddress"].as_str().map(bare);
    let mut recipients = Vec::new();
    addresses(&input["Destination"], &mut recipients);
    for entry in input["BulkEmailEntries"].as_array().into_iter().flatten() {
        addresses(&entry["Destination"], &mut recipients);
    }
    raw.beside(own, recipients)
}

fn addresses(destination: &Value, found: &mut Vec<String>) {
    for member in ["ToAddresses", "CcAddresses", "BccAddresses"] {
        let list = destination[member].as_array().into_iter().flatten();
        found.extend(list.filter_map(Value::as_str).map(bare));
    }
}

/// The addresses in the headers of a message.
#[derive(Default)]
struct InRaw(Addresses);

impl InRaw {
    /// `data` is base64.
    fn of(data: &str) -> Self {
        let Ok(message) = base64_strict(data) else { return Self::default() };
        let block = HeaderBlock::parse(&message);
        let named = |names: &[&str]| {
            let fields = names.iter().flat_map(|name| block.named(name));
            let lists = fields.filter_map(|field| Mailbox::parse_list(&field.value()).ok());
            lists.flatten().map(|mailbox| mailbox.address).collect()
        };
        Self(Addresses { sources: named(&["From"]), recipients: named(&["To", "Cc", "Bcc"]) })
    }

    /// With those of the parameters: a source more, and the recipients instead.
    fn beside(self, source: Option<String>, recipients: Vec<String>) -> Addresses {
        let Self(headers) = self;
        let recipients = if recipients.is_empty() { headers.recipients } else { recipients };
        Addresses { sources: source.into_iter().chain(headers.sources).collect(), recipients }
    }
}

/// The address in `Name <address>`; what is no address stays as it is.
fn bare(text: &str) -> String {
    Mailbox::parse(text).map_or_else(|_| text.to_owned(), |mailbox| mailbox.address)
}
