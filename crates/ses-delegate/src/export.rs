//! The same send by other programs: commands and scripts that sign when they
//! run and read secrets from the environment.

mod aws_cli;
mod aws_sdk_js;
mod boto3;
mod call;
mod curl;
mod eml;
mod javascript;
mod json;
mod layout;
mod member;
mod python;
mod shell;
mod smtp;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use self::call::Call;
use crate::body::Segment;
use crate::draft::Draft;
use crate::error::ParseError;
use crate::operation::Operation;
use crate::plan::prepare;
use crate::region::{Endpoint, SmtpEndpoint, Variant};
use crate::stamp::Stamp;

pub use self::smtp::{SmtpServer, export as export_smtp};

/// A way to send a message without this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Which.
    pub form: ExportForm,
    /// What to keep in one folder, the one to run first.
    pub files: Vec<ExportFile>,
    /// The command that sends it, typed in that folder; blank for what another
    /// program sends.
    pub command: String,
    /// The environment variables that it reads; with a long-lived key
    /// `AWS_SESSION_TOKEN` is absent. None of their values stands in a file.
    pub environment: &'static [&'static str],
    /// What its user must know: versions, limits.
    pub notes: Vec<String>,
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportFile {
    /// Its name: ASCII letters, digits, hyphens, one dot; no folders.
    pub name: Cow<'static, str>,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// By what an export sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExportForm {
    /// AWS CLI, version 1 or 2: a shell script.
    AwsCli,
    /// AWS SDK for Python.
    Boto3,
    /// AWS SDK for JavaScript, version 3.
    AwsSdkJs,
    /// `curl --aws-sigv4`: a shell script.
    Curl,
    /// The message as a file.
    Eml,
    /// What an SMTP client sends after DATA.
    SmtpData,
    /// swaks, over SMTP.
    Swaks,
    /// `curl smtps://`.
    CurlSmtp,
    /// `openssl s_client`, over SMTP.
    OpensslSmtp,
    /// nodemailer's `raw`, over SMTP.
    Nodemailer,
}

impl ExportForm {
    /// Every form.
    pub const ALL: [Self; 10] = [
        Self::AwsCli,
        Self::Boto3,
        Self::AwsSdkJs,
        Self::Curl,
        Self::Eml,
        Self::SmtpData,
        Self::Swaks,
        Self::CurlSmtp,
        Self::OpensslSmtp,
        Self::Nodemailer,
    ];

    /// Its name in JSON and JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AwsCli => "aws-cli",
            Self::Boto3 => "boto3",
            Self::AwsSdkJs => "aws-sdk-js",
            Self::Curl => "curl",
            Self::Eml => "eml",
            Self::SmtpData => "smtp-data",
            Self::Swaks => "swaks",
            Self::CurlSmtp => "curl-smtp",
            Self::OpensslSmtp => "openssl-smtp",
            Self::Nodemailer => "nodemailer",
        }
    }
}

/// `draft` as `form` sends it: by the same operation with the same members as
/// [`prepare`] makes of it, over HTTP; by SMTP with the same message, its ARNs
/// in headers.
///
/// A script signs when it runs. It takes Region and server from the draft,
/// secrets from the environment, sends once, prints the message id, and fails
/// with what went wrong on standard error.
///
/// # Errors
/// Those of [`prepare`] for the forms that call an operation, those of
/// [`Draft::read`] for the others; `content.elsewhere` if the bytes of a file
/// are not here; `export.endpoint` if a form speaks SMTP and the draft names a
/// server, or hosts for IPv6, which tell nothing of one for SMTP: see [`export_smtp`].
pub fn export(form: ExportForm, draft: &Draft, stamp: &Stamp) -> Result<Export, Vec<ParseError>> {
    let one = |error| vec![error];
    match form {
        ExportForm::AwsCli | ExportForm::Boto3 | ExportForm::AwsSdkJs | ExportForm::Curl => {
            let prepared = prepare(draft, stamp)?;
            let body = prepared.body().map_err(one)?;
            let name = prepared.route.operation();
            Call::read(name, &prepared.request, body, &prepared.endpoint)
                .and_then(|call| by_http(form, &call))
                .map_err(one)
        }
        ExportForm::Eml => eml::write(&draft.read()?, stamp).map_err(one),
        ExportForm::SmtpData
        | ExportForm::Swaks
        | ExportForm::CurlSmtp
        | ExportForm::OpensslSmtp
        | ExportForm::Nodemailer => {
            let read = draft.read()?;
            let server = smtp_server(&read.endpoint, draft.endpoint_variant).map_err(one)?;
            smtp::export(form, &read, stamp, &server).map_err(one)
        }
    }
}

/// `input` as `form` sends it to `endpoint`: any operation of API v1 or v2 that
/// sends mail, with templates, too.
///
/// # Errors
/// `export.operation` if it does not send mail, or is one that the form has no
/// words for; `export.form` if the form calls no operation; `content.elsewhere`
/// if the bytes of a file are not here.
pub fn export_operation<O: Operation>(
    form: ExportForm,
    input: &O,
    endpoint: &Endpoint,
) -> Result<Export, ParseError> {
    let request = input.request();
    if request.body.segments().iter().any(|part| matches!(part, Segment::File(_))) {
        let expected = "an input that holds its bytes, since the whole body is wanted";
        return Err(ParseError::new("content.elsewhere", expected, "only their number"));
    }
    let body = request.body.to_vec(|_| &[])?;
    let call = Call::read(O::NAME, &request, body, endpoint)?;
    by_http(form, &call)
}

fn by_http(form: ExportForm, call: &Call<'_>) -> Result<Export, ParseError> {
    match form {
        ExportForm::AwsCli => Ok(aws_cli::write(call)),
        ExportForm::Boto3 => Ok(boto3::write(call)),
        ExportForm::AwsSdkJs => Ok(aws_sdk_js::write(call)),
        ExportForm::Curl => curl::write(call),
        other => {
            Err(wrong_form("aws-cli, boto3, aws-sdk-js or curl, which call an operation", other))
        }
    }
}

fn wrong_form(expected: &'static str, form: ExportForm) -> ParseError {
    ParseError::quoting("export.form", expected, form.as_str())
}

fn smtp_server(endpoint: &Endpoint, variant: Option<Variant>) -> Result<SmtpServer, ParseError> {
    let variant = variant.unwrap_or_default();
    let smtp = match variant {
        _ if endpoint.is_override() => {
            let expected = "AWS's own endpoint, since it tells the one for SMTP";
            let error = ParseError::quoting("export.endpoint", expected, endpoint.origin());
            return Err(error.at("endpoint"));
        }
        Variant::Standard => SmtpEndpoint::of(endpoint.region())?,
        Variant::Fips => SmtpEndpoint::fips(endpoint.region())?,
        Variant::DualStack | Variant::FipsDualStack => {
            let expected = "standard or fips, since no host for SMTP is known to take IPv6";
            let error = ParseError::quoting("export.endpoint", expected, variant.as_str());
            return Err(error.at("endpointVariant"));
        }
    };
    Ok(smtp.into())
}

#[cfg(test)]
mod tests;
