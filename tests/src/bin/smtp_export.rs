//! A draft, a form and a server as a line of JSON on standard input, the export
//! as a line on standard output.
#![allow(clippy::print_stdout, reason = "this is its output")]

use std::io::{BufRead as _, stdin};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::json;
use ses_delegate::{Draft, ExportForm, SmtpServer, Stamp, UnixTime, export_smtp};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    form: String,
    draft: Draft,
    at: i64,
    host: String,
    starttls_port: u16,
    tls_port: u16,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in stdin().lock().lines() {
        let asked: Asked = serde_json::from_str(&line?)?;
        let form = match asked.form.as_str() {
            "smtp-data" => ExportForm::SmtpData,
            "swaks" => ExportForm::Swaks,
            "curl-smtp" => ExportForm::CurlSmtp,
            "openssl-smtp" => ExportForm::OpensslSmtp,
            _ => ExportForm::Nodemailer,
        };
        let server = SmtpServer {
            host: asked.host,
            starttls_port: asked.starttls_port,
            tls_port: asked.tls_port,
        };
        let stamp = Stamp { at: UnixTime::from_seconds(asked.at)?, nonce: [7; 16] };
        let read = asked.draft.read().map_err(|e| format!("{e:?}"))?;
        let export = export_smtp(form, &read, &stamp, &server)?.unwrap();
        let files: Vec<_> =
            export.files.iter().map(|f| (f.name, STANDARD.encode(&f.content))).collect();
        println!(
            "{}",
            json!({"files": files, "command": export.command, "environment": export.environment, "notes": export.notes})
        );
    }
    Ok(())
}
