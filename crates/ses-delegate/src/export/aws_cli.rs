//! AWS CLI, version 1 or 2.

use std::fmt::Write as _;

use super::call::{Api, Call, DUPLICATES, ENVIRONMENT, ONCE};
use super::json::{self, Bytes};
use super::{Export, ExportFile, ExportForm, shell};

/// The whole input goes as JSON: in arguments of their own, values that begin
/// with `file://` or `https://` would be read from there.
pub(super) fn write(call: &Call<'_>) -> Export {
    let service = match call.operation.api {
        Api::V1 => "ses",
        Api::V2 => "sesv2",
    };
    let operation = call.operation.words('-');
    let bytes = bytes(call);
    let json = json::pretty(&call.input, bytes);
    let (input, from) = if call.is_small() {
        (inline(&json), "\"file://$input\"")
    } else {
        ("cd \"$(dirname \"$0\")\"\n".to_owned(), "file://request.json")
    };
    let mut options = format!("--region {}", call.region());
    if let Some(origin) = call.other_endpoint() {
        // An origin is a scheme, a host and a port.
        let origin = shell::quoted(origin).unwrap_or_default();
        let _ = write!(options, " --endpoint-url {origin}");
    }
    let has_bytes = call.input.any_bytes(|_| true);
    let version = match bytes {
        _ if !has_bytes => "",
        Bytes::Text => TEXT,
        Bytes::Base64 => BASE64,
    };
    let arguments = if has_bytes { " \"$@\"" } else { "" };
    let command = format!(
        "aws {service} {operation}{arguments} {options} \\\n  --query {query} --output text \\\n  --cli-input-json {from}\n",
        query = query(call),
    );
    let text = format!(
        r"#!/bin/sh
# {title}
# By AWS CLI 1 or 2, with the credentials that it finds, first those in
# AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, if they are temporary,
# AWS_SESSION_TOKEN.
set -eu
{input}
# {ONCE}
export AWS_MAX_ATTEMPTS=1
# The input is UTF-8 whatever the locale, for version 1 and 2; the answer goes through no pager.
export PYTHONUTF8=1 AWS_CLI_FILE_ENCODING=UTF-8 AWS_PAGER=
{version}
{send}",
        title = call.title(),
        send = send(call, &command),
    );
    let script = ExportFile { name: "send.sh".into(), content: text.into_bytes() };
    let request = ExportFile { name: "request.json".into(), content: json.into_bytes() };
    let mut notes = vec![needs(call, bytes).to_owned(), DUPLICATES.to_owned()];
    notes.push(shell::WINDOWS.to_owned());
    Export {
        form: ExportForm::AwsCli,
        files: [script].into_iter().chain((!call.is_small()).then_some(request)).collect(),
        command: "sh send.sh".to_owned(),
        environment: ENVIRONMENT,
        notes,
    }
}

/// The CLI reads its input more than once, and so takes none from a pipe.
fn inline(json: &str) -> String {
    format!(
        "input=$(mktemp)\ntrap 'rm -f \"$input\"' EXIT\ncat >\"$input\" {}",
        shell::here_document(json)
    )
}

/// Version 1 takes bytes in JSON as the text that they are. Version 2 can be
/// told to, and has base64 for what is no text.
fn bytes(call: &Call<'_>) -> Bytes {
    if call.input.any_bytes(|bytes| str::from_utf8(bytes).is_err()) {
        Bytes::Base64
    } else {
        Bytes::Text
    }
}

const TEXT: &str = r"
# Bytes stand in the input as text, which version 2 must be told.
case $(aws --version 2>&1) in
  aws-cli/1.*) set -- ;;
  *) set -- --cli-binary-format raw-in-base64-out ;;
esac
";

const BASE64: &str = r"
# Bytes stand in the input as base64, which version 1 would send as it is.
case $(aws --version 2>&1) in
  aws-cli/1.*)
    echo 'AWS CLI 1 cannot send files that are no text: version 2 is needed.' >&2
    exit 1 ;;
esac
set -- --cli-binary-format base64
";

fn query(call: &Call<'_>) -> String {
    match call.operation.results() {
        None => "MessageId".to_owned(),
        Some(results) => format!("'{results}[].[Status,MessageId,Error]'"),
    }
}

fn send(call: &Call<'_>, command: &str) -> String {
    if !call.operation.is_bulk() {
        return command.to_owned();
    }
    format!(
        "results=$({command})\nprintf '%s\\n' \"$results\"\n\
         # Each destination is accepted or refused for itself.\n\
         ! printf '%s\\n' \"$results\" | grep -qiv '^success'\n"
    )
}

fn needs(call: &Call<'_>, bytes: Bytes) -> &'static str {
    match (call.operation.api, bytes) {
        (_, Bytes::Base64) => {
            "Needs AWS CLI 2.27 or newer: older ones know no files in Simple content, and AWS CLI 1 cannot send files that are no text."
        }
        (Api::V1, _) => "Works with AWS CLI 1 and 2.",
        (Api::V2, _) => {
            "Works with AWS CLI 1 and 2; one that does not know a member of the input names it and sends nothing."
        }
    }
}
