//! AWS SDK for JavaScript, version 3.

use std::fmt::Write as _;

use super::call::{Api, Call, DUPLICATES, ENVIRONMENT, ONCE};
use super::{Export, ExportFile, ExportForm, javascript, json};

pub(super) fn write(call: &Call<'_>) -> Export {
    let files = call.files();
    let (package, client) = match call.operation.api {
        Api::V1 => ("@aws-sdk/client-ses", "SESClient"),
        Api::V2 => ("@aws-sdk/client-sesv2", "SESv2Client"),
    };
    let read_file =
        if files.is_empty() { "" } else { "import { readFile } from \"node:fs/promises\";\n" };
    let mut options = format!("region: {},\n", json::literal(call.region()));
    if let Some(origin) = call.other_endpoint() {
        let _ = writeln!(options, "  endpoint: {},", json::literal(origin));
    }
    let text = format!(
        r#"// {title}
//
// Signs with the credentials that the SDK finds, first those in AWS_ACCESS_KEY_ID,
// AWS_SECRET_ACCESS_KEY and, if they are temporary, AWS_SESSION_TOKEN.
{read_file}import {{ {client}, {operation}Command }} from "{package}";

const ses = new {client}({{
  {options}  // {ONCE}
  maxAttempts: 1,
}});

try {{
  const answer = await ses.send(new {operation}Command({input}));
{print}}} catch (error) {{
  const hint = "Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, if they are temporary, AWS_SESSION_TOKEN.";
  console.error(error.name === "CredentialsProviderError" ? hint : `${{error.name}}: ${{error.message}}`);
  process.exitCode = 1;
}}
"#,
        title = call.title(),
        operation = call.operation.name,
        input = javascript::object(&call.input, 1),
        print = print(call),
    );
    let script = ExportFile { name: "send.mjs".into(), content: text.into_bytes() };
    Export {
        form: ExportForm::AwsSdkJs,
        files: [script].into_iter().chain(files).collect(),
        command: "node send.mjs".to_owned(),
        environment: ENVIRONMENT,
        notes: vec![
            format!(
                "Needs Node 20 or newer and a current {package} (npm install {package}); one that does not know a member leaves it out and says nothing."
            ),
            DUPLICATES.to_owned(),
        ],
    }
}

fn print(call: &Call<'_>) -> String {
    let Some(results) = call.operation.results() else {
        return "  console.log(answer.MessageId);\n".to_owned();
    };
    format!(
        r#"  // Each destination is accepted or refused for itself.
  for (const {{ Status, MessageId, Error }} of answer.{results}) {{
    console.log(Status, MessageId ?? "", Error ?? "");
    if (Status.toUpperCase() !== "SUCCESS") process.exitCode = 1;
  }}
"#
    )
}
