//! The forms that speak SMTP, and the payload for any other client.

mod curl;
mod nodemailer;
mod openssl;
mod payload;
mod swaks;

use super::{Export, ExportFile, ExportForm, shell, wrong_form};
use crate::draft::ReadDraft;
use crate::error::ParseError;
use crate::region::SmtpEndpoint;
use crate::smtp::SmtpMail;
use crate::stamp::Stamp;

/// Where an export for SMTP sends to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpServer {
    /// The host's name, against which its certificate is checked.
    pub host: String,
    /// A port that begins in the clear and changes to TLS.
    pub starttls_port: u16,
    /// A port that speaks TLS from the first byte.
    pub tls_port: u16,
}

/// By the ports 587 and 465: EC2 throttles 25.
impl From<SmtpEndpoint> for SmtpServer {
    fn from(endpoint: SmtpEndpoint) -> Self {
        let [_, starttls_port, _] = endpoint.starttls_ports;
        let [tls_port, _] = endpoint.tls_ports;
        Self { host: endpoint.host, starttls_port, tls_port }
    }
}

/// The environment variables that every SMTP client here reads.
const ENVIRONMENT: &[&str] = &["SES_SMTP_USERNAME", "SES_SMTP_PASSWORD"];

/// What none of these can do without.
const NOTES: [&str; 2] = [
    "SES's SMTP interface never takes temporary credentials. SES_SMTP_USERNAME is the id of a long-lived access key, SES_SMTP_PASSWORD what is derived from its secret for this Region.",
    "SES has no protection against duplicates: if it is not certain that it failed, look before running it again.",
];

/// What a form writes down.
struct Script<'a> {
    mail: &'a SmtpMail,
    server: &'a SmtpServer,
}

/// `read` as `form` sends it to `server`, which need not be AWS's.
///
/// # Errors
/// `export.form` if the form does not speak SMTP; those of [`SmtpMail::write`].
pub fn export(
    form: ExportForm,
    read: &ReadDraft<'_>,
    stamp: &Stamp,
    server: &SmtpServer,
) -> Result<Export, ParseError> {
    let write = match form {
        ExportForm::SmtpData => payload::write,
        ExportForm::Swaks => swaks::write,
        ExportForm::CurlSmtp => curl::write,
        ExportForm::OpensslSmtp => openssl::write,
        ExportForm::Nodemailer => nodemailer::write,
        other => return Err(wrong_form("a form that speaks SMTP", other)),
    };
    let mail = SmtpMail::write(read, stamp)?;
    let mut export = write(&Script { mail: &mail, server });
    export.notes.extend(NOTES.map(str::to_owned));
    if export.command.starts_with("sh ") {
        export.notes.push(shell::WINDOWS.to_owned());
    }
    let bounces_to = read.message.bounces_to();
    if *bounces_to != mail.mail_from {
        export.notes.push(format!(
            "Bounces go to {}, not to {bounces_to}: by SMTP they go to MAIL FROM, which the source's ARN must cover.",
            mail.mail_from
        ));
    }
    Ok(export)
}

impl Script<'_> {
    /// The recipients, joined by `between`.
    fn recipients(&self, between: &str) -> String {
        self.for_each(str::to_owned).join(between)
    }

    /// What `write` makes of each recipient.
    fn for_each(&self, write: impl Fn(&str) -> String) -> Vec<String> {
        self.mail.rcpt_to.iter().map(|address| write(address.as_str())).collect()
    }
}

/// What every shell script here begins with.
fn beginning(what: &str) -> String {
    format!(
        r#"#!/bin/sh
# {what}
# SES's SMTP interface never takes temporary credentials: these are derived
# from a long-lived access key, for one Region.
set -eu
cd "$(dirname "$0")"
: "${{SES_SMTP_USERNAME:?set it to the SMTP user name}}"
: "${{SES_SMTP_PASSWORD:?set it to the SMTP password}}"
"#
    )
}

/// The export whose script `send.sh` holds `text` and sends `message`.
fn sent_by_script(form: ExportForm, text: String, message: ExportFile, needs: &str) -> Export {
    Export {
        form,
        files: vec![ExportFile { name: "send.sh".into(), content: text.into_bytes() }, message],
        command: "sh send.sh".to_owned(),
        environment: ENVIRONMENT,
        notes: vec![needs.to_owned()],
    }
}

/// `text` as one word of a shell's command.
fn quoted(text: &str) -> String {
    // Proven addresses and hosts hold no NUL, which alone cannot be quoted.
    shell::quoted(text).expect("a text without NUL")
}
