//! A form and a draft, or an operation's input, as a line of JSON on standard
//! input, the export as a line on standard output.
#![allow(clippy::print_stdout, reason = "this is its output")]

use std::io::{BufRead as _, stdin};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};
use ses_delegate::{
    Draft, Endpoint, Export, ExportForm, Operation, ParseError, Region, SmtpServer, Stamp,
    UnixTime, export, export_operation, export_smtp, v1, v2,
};
use ses_delegate_tests::CaseStamp;

#[derive(Deserialize)]
struct Asked {
    form: String,
    #[serde(flatten)]
    what: What,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum What {
    Draft { draft: Box<Draft>, stamp: CaseStamp, smtp: Option<Server> },
    Operation { api: String, operation: String, region: String, endpoint: String, input: Value },
}

/// [`SmtpServer`] as JSON; AWS's of the Region if none is given.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Server {
    host: String,
    starttls_port: u16,
    tls_port: u16,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in stdin().lock().lines() {
        let asked: Asked = serde_json::from_str(&line?)?;
        let form = ExportForm::ALL.into_iter().find(|form| form.as_str() == asked.form);
        let form = form.ok_or_else(|| format!("no form {}", asked.form))?;
        println!("{}", answer(asked.what.export(form)));
    }
    Ok(())
}

impl What {
    fn export(self, form: ExportForm) -> Result<Export, Vec<ParseError>> {
        let one = |error| vec![error];
        match self {
            Self::Draft { draft, stamp, smtp } => {
                let at = UnixTime::from_seconds(stamp.at).map_err(one)?;
                let nonce = u128::from_str_radix(&stamp.nonce, 16).expect("a nonce").to_be_bytes();
                let stamp = Stamp { at, nonce };
                let Some(Server { host, starttls_port, tls_port }) = smtp else {
                    return export(form, &draft, &stamp);
                };
                let server = SmtpServer { host, starttls_port, tls_port };
                export_smtp(form, &draft.read()?, &stamp, &server).map_err(one)
            }
            Self::Operation { api, operation, region, endpoint, input } => {
                let region: Region = region.parse().map_err(one)?;
                let endpoint = Endpoint::dangerous_at(&region, &endpoint).map_err(one)?;
                let input = input.to_string();
                let of = match (api.as_str(), operation.as_str()) {
                    ("v1", "SendEmail") => of::<v1::SendEmail<'_>>,
                    ("v1", "SendRawEmail") => of::<v1::SendRawEmail<'_>>,
                    ("v1", "SendTemplatedEmail") => of::<v1::SendTemplatedEmail>,
                    ("v1", "SendBulkTemplatedEmail") => of::<v1::SendBulkTemplatedEmail>,
                    ("v2", "SendEmail") => of::<v2::SendEmail<'_>>,
                    ("v2", "SendBulkEmail") => of::<v2::SendBulkEmail<'_>>,
                    _ => of::<v1::GetSendQuota>,
                };
                of(form, &input, &endpoint).map_err(one)
            }
        }
    }
}

fn of<O: Operation + serde::de::DeserializeOwned>(
    form: ExportForm,
    input: &str,
    endpoint: &Endpoint,
) -> Result<Export, ParseError> {
    export_operation(form, &O::from_json(input)?, endpoint)
}

fn answer(export: Result<Export, Vec<ParseError>>) -> Value {
    match export {
        Ok(export) => {
            let files = export.files.iter().map(|f| (&f.name, STANDARD.encode(&f.content)));
            let files: Vec<_> = files.collect();
            json!({"files": files, "command": export.command, "environment": export.environment,
                   "notes": export.notes})
        }
        Err(errors) => {
            let errors = errors.iter().map(|error| [error.code(), error.field()]);
            json!({"errors": errors.collect::<Vec<_>>()})
        }
    }
}
