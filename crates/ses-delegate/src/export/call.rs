//! One call of an operation that sends: what the forms over HTTP write down.

use super::ExportFile;
use super::member::{INLINE_MAX, Member};
use crate::error::ParseError;
use crate::form;
use crate::operation::Request;
use crate::region::{Endpoint, Variant};

/// A request, read back.
pub(super) struct Call<'a> {
    pub(super) operation: Sending,
    pub(super) endpoint: &'a Endpoint,
    pub(super) request: &'a Request,
    /// The payload of the request.
    pub(super) body: Vec<u8>,
    /// Its members, a structure.
    pub(super) input: Member,
}

/// An operation that sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sending {
    pub(super) api: Api,
    /// AWS's name of it.
    pub(super) name: &'static str,
}

/// Of two generations, which clients take for two services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Api {
    V1,
    V2,
}

const SENDING: [(Api, &[&str]); 2] = [
    (Api::V1, &["SendEmail", "SendRawEmail", "SendTemplatedEmail", "SendBulkTemplatedEmail"]),
    (Api::V2, &["SendEmail", "SendBulkEmail"]),
];

impl<'a> Call<'a> {
    /// Reads `request` back, whose body is `body`.
    ///
    /// # Errors
    /// `export.operation` unless the operation sends mail.
    pub(super) fn read(
        name: &str,
        request: &'a Request,
        body: Vec<u8>,
        endpoint: &'a Endpoint,
    ) -> Result<Self, ParseError> {
        let api = match request.content_type {
            Some(json) if json.starts_with("application/json") => Api::V2,
            _ => Api::V1,
        };
        let known = SENDING.iter().filter(|(of, _)| *of == api).flat_map(|(_, names)| *names);
        let Some(name) = known.copied().find(|known| *known == name) else {
            return Err(ParseError::quoting(
                "export.operation",
                "an operation that sends mail",
                name,
            ));
        };
        let input = match api {
            // Without Action and Version, which clients add.
            Api::V1 => {
                Member::of_form(form::read(&String::from_utf8_lossy(&body)).into_iter().skip(2))
            }
            Api::V2 => serde_json::from_slice(&body).map_err(|error| {
                let expected = "an input of texts, flags, whole numbers, lists and structures";
                ParseError::new("export.operation", expected, error.to_string())
            })?,
        };
        let operation = Sending { api, name };
        Ok(Self { operation, endpoint, request, body, input: input.with_files() })
    }

    /// The input's members.
    pub(super) fn members(&self) -> &[(String, Member)] {
        match &self.input {
            Member::Structure(members) => members,
            _ => &[],
        }
    }

    /// What stands beside the script.
    pub(super) fn files(&self) -> Vec<ExportFile> {
        self.input.files()
    }

    /// True if the whole input is short enough to stand in a script.
    pub(super) fn is_small(&self) -> bool {
        self.body.len() <= INLINE_MAX
    }

    pub(super) fn region(&self) -> &str {
        self.endpoint.region().as_str()
    }

    /// The server, unless it is the one that clients take for the Region by themselves.
    pub(super) fn other_endpoint(&self) -> Option<&str> {
        let usual = Endpoint::of(self.endpoint.region(), Variant::Standard);
        match usual {
            Ok(usual) if usual.origin() == self.endpoint.origin() => None,
            _ => Some(self.endpoint.origin()),
        }
    }

    /// What a script's first comment says of it.
    pub(super) fn title(&self) -> String {
        let version = match self.operation.api {
            Api::V1 => "v1",
            Api::V2 => "v2",
        };
        let Sending { name, .. } = self.operation;
        let what = if self.operation.is_bulk() { "messages" } else { "a message" };
        format!("Sends {what} by Amazon SES in {}: {name} of API {version}.", self.region())
    }
}

impl Sending {
    /// True if every destination has a result of its own.
    pub(super) fn is_bulk(self) -> bool {
        self.results().is_some()
    }

    /// The list of results in the answer, if it has one.
    pub(super) fn results(self) -> Option<&'static str> {
        match self.name {
            "SendBulkTemplatedEmail" => Some("Status"),
            "SendBulkEmail" => Some("BulkEmailEntryResults"),
            _ => None,
        }
    }

    /// Its name in lower case, the words joined by `between`.
    pub(super) fn words(self, between: char) -> String {
        let mut words = String::new();
        for letter in self.name.chars() {
            if letter.is_ascii_uppercase() && !words.is_empty() {
                words.push(between);
            }
            words.push(letter.to_ascii_lowercase());
        }
        words
    }
}

/// Why no form repeats a request, for a comment in it.
pub(super) const ONCE: &str =
    "SES takes a repeated request for a second message: it is sent once, never retried.";

/// What every form's user must know.
pub(super) const DUPLICATES: &str = "SES has no protection against duplicates: if the answer was lost, look before running it again.";

/// What AWS's own clients look for first.
pub(super) const ENVIRONMENT: &[&str] =
    &["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];
