//! `curl --aws-sigv4`.

use std::fmt::Write as _;

use super::call::{Api, Call, DUPLICATES, ENVIRONMENT};
use super::json::{self, Bytes};
use super::{Export, ExportFile, ExportForm, shell};
use crate::error::ParseError;
use crate::form;

/// # Errors
/// `export.operation` if every destination has a result of its own: telling
/// them apart takes more than a shell.
pub(super) fn write(call: &Call<'_>) -> Result<Export, ParseError> {
    if call.operation.is_bulk() {
        return Err(ParseError::quoting(
            "export.operation",
            "an operation that sends one message, or another form",
            call.operation.name,
        ));
    }
    let name = match call.operation.api {
        Api::V1 => "request.form",
        Api::V2 => "request.json",
    };
    let (folder, payload, beside) = if let Some(payload) = inline(call) {
        ("", payload, None)
    } else {
        let file = ExportFile { name: name.into(), content: call.body.clone() };
        ("cd \"$(dirname \"$0\")\"\n", format!("  --data-binary @{name} \\\n"), Some(file))
    };
    let url = format!("{}{}", call.endpoint.origin(), call.request.target());
    // Neither an origin nor a media type holds a NUL.
    let quoted = |text: &str| shell::quoted(text).unwrap_or_default();
    let content_type = call.request.content_type.unwrap_or_default();
    let text = format!(
        r#"#!/bin/sh
# {title}
# By curl 7.86 or newer, which signs with AWS_ACCESS_KEY_ID,
# AWS_SECRET_ACCESS_KEY and, if they are temporary, AWS_SESSION_TOKEN.
set -eu
{folder}: "${{AWS_ACCESS_KEY_ID:?set it to the access key id}}"
: "${{AWS_SECRET_ACCESS_KEY:?set it to the secret access key}}"
case $AWS_ACCESS_KEY_ID in
  ASIA*) : "${{AWS_SESSION_TOKEN:?set it to the session token, which temporary keys need}}" ;;
esac

# Options by standard input, since others can read a command's arguments.
secrets() {{
  printf '%s:%s\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" |
    sed 's/[\\"]/\\&/g; s/.*/user = "&"/'
  if [ -n "${{AWS_SESSION_TOKEN:-}}" ]; then
    printf 'X-Amz-Security-Token: %s\n' "$AWS_SESSION_TOKEN" |
      sed 's/[\\"]/\\&/g; s/.*/header = "&"/'
  fi
}}

# SES takes a repeated request for a second message: no retry, whatever ~/.curlrc says.
if ! answer=$(secrets | curl --config - --silent --show-error --fail-with-body --retry 0 \
  --aws-sigv4 aws:amz:{region}:{service} \
  --header {content_type} \
{payload}  {url})
then
  printf '%s\n' "$answer" >&2
  exit 1
fi

id=$(printf '%s\n' "$answer" | sed -n '{pattern}')
if [ -z "$id" ]; then
  printf 'This is no answer of SES: %s\n' "$answer" >&2
  exit 1
fi
printf '%s\n' "$id"
"#,
        title = call.title(),
        region = call.region(),
        service = call.endpoint.service().as_str(),
        content_type = quoted(&format!("Content-Type: {content_type}")),
        url = quoted(&url),
        pattern = match call.operation.api {
            Api::V1 => r"s:.*<MessageId>\([^<]*\)</MessageId>.*:\1:p",
            Api::V2 => r#"s/.*"MessageId" *: *"\([^"]*\)".*/\1/p"#,
        },
    );
    let script = ExportFile { name: "send.sh".into(), content: text.into_bytes() };
    Ok(Export {
        form: ExportForm::Curl,
        files: [script].into_iter().chain(beside).collect(),
        command: "sh send.sh".to_owned(),
        environment: ENVIRONMENT,
        notes: vec![
            "Needs curl 7.86 or newer: older ones sign no session token.".to_owned(),
            DUPLICATES.to_owned(),
            shell::WINDOWS.to_owned(),
        ],
    })
}

/// The payload as arguments: each member of a form, or JSON. None if it is too
/// long for that, or holds bytes.
fn inline(call: &Call<'_>) -> Option<String> {
    if !call.is_small() || call.input.any_bytes(|_| true) {
        return None;
    }
    match call.operation.api {
        Api::V1 => {
            let mut arguments = String::new();
            for (name, value) in form::read(&String::from_utf8_lossy(&call.body)) {
                let member = shell::quoted(&format!("{name}={value}"))?;
                let _ = writeln!(arguments, "  --data-urlencode {member} \\");
            }
            Some(arguments)
        }
        Api::V2 => {
            let json = shell::quoted(&json::pretty(&call.input, Bytes::Text))?;
            Some(format!("  --data-binary {json} \\\n"))
        }
    }
}
