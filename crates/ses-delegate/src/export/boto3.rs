//! AWS SDK for Python.

use std::fmt::Write as _;

use super::call::{Api, Call, DUPLICATES, ENVIRONMENT, ONCE};
use super::{Export, ExportFile, ExportForm, json, python};

pub(super) fn write(call: &Call<'_>) -> Export {
    let files = call.files();
    let (paths, here) = if files.is_empty() {
        ("", "")
    } else {
        ("from pathlib import Path\n", "here = Path(__file__).parent\n")
    };
    let service = match call.operation.api {
        Api::V1 => "ses",
        Api::V2 => "sesv2",
    };
    let mut client = format!("region_name={},\n", json::literal(call.region()));
    if let Some(origin) = call.other_endpoint() {
        let _ = writeln!(client, "        endpoint_url={},", json::literal(origin));
    }
    let text = format!(
        r#"#!/usr/bin/env python3
"""{title}

Signs with the credentials that boto3 finds, first those in AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY and, if they are temporary, AWS_SESSION_TOKEN.
"""

import sys
{paths}
import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError
{here}
try:
    ses = boto3.client(
        "{service}",
        {client}        # {ONCE}
        config=Config(retries={{"total_max_attempts": 1}}),
    )
    answer = ses.{operation}(
{arguments}    )
except NoCredentialsError:
    sys.exit("Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, if they are temporary, AWS_SESSION_TOKEN.")
except (BotoCoreError, ClientError) as error:
    sys.exit(f"{{type(error).__name__}}: {{error}}")

{print}"#,
        title = call.title(),
        here = if here.is_empty() { String::new() } else { format!("\n{here}") },
        operation = call.operation.words('_'),
        arguments = python::arguments(call.members(), 2),
        print = print(call),
    );
    let script = ExportFile { name: "send.py".into(), content: text.into_bytes() };
    Export {
        form: ExportForm::Boto3,
        files: [script].into_iter().chain(files).collect(),
        command: "python3 send.py".to_owned(),
        environment: ENVIRONMENT,
        notes: vec![needs(call).to_owned(), DUPLICATES.to_owned()],
    }
}

fn print(call: &Call<'_>) -> String {
    let Some(results) = call.operation.results() else {
        return "print(answer[\"MessageId\"])\n".to_owned();
    };
    format!(
        r#"# Each destination is accepted or refused for itself.
results = answer["{results}"]
for result in results:
    print(result["Status"], result.get("MessageId", ""), result.get("Error", ""))
if any(result["Status"].upper() != "SUCCESS" for result in results):
    sys.exit(1)
"#
    )
}

fn needs(call: &Call<'_>) -> &'static str {
    match call.operation.api {
        Api::V1 => "Needs Python 3.8 or newer and boto3 1.15 or newer (pip install boto3).",
        Api::V2 => {
            "Needs Python 3.8 or newer and a boto3 that knows each member (pip install --upgrade boto3); \
             files in Simple content need one of 2025."
        }
    }
}
