//! nodemailer, which sends the finished message as `raw`.

use serde_json::json;

use super::{ENVIRONMENT, Script};
use crate::export::{Export, ExportFile, ExportForm};

pub(super) fn write(script: &Script<'_>) -> Export {
    let Script { mail, server } = script;
    let (host, port) = (json!(server.host), server.starttls_port);
    let from = json!(mail.mail_from.as_str());
    let to = json!(script.for_each(str::to_owned));
    let text = format!(
        r#"// Sends message.eml through Amazon SES by SMTP: npm install nodemailer
// SES's SMTP interface never takes temporary credentials: these are derived
// from a long-lived access key, for one Region.
import {{ readFile }} from "node:fs/promises";
import {{ createTransport }} from "nodemailer";

const {{ SES_SMTP_USERNAME: user, SES_SMTP_PASSWORD: pass }} = process.env;
if (!user || !pass) {{
  console.error("Set SES_SMTP_USERNAME and SES_SMTP_PASSWORD.");
  process.exit(1);
}}

const transport = createTransport({{
  host: {host},
  port: {port},
  requireTLS: true,
  auth: {{ user, pass }},
}});
const sent = await transport.sendMail({{
  // The envelope alone decides who receives it.
  envelope: {{ from: {from}, to: {to} }},
  raw: await readFile(new URL("message.eml", import.meta.url)),
}});
console.log(sent.response);
"#
    );
    Export {
        form: ExportForm::Nodemailer,
        files: vec![
            ExportFile { name: "send.mjs", content: text.into_bytes() },
            ExportFile { name: "message.eml", content: mail.message.clone() },
        ],
        command: "node send.mjs".to_owned(),
        environment: ENVIRONMENT,
        notes: vec!["Needs Node 20 and nodemailer 6 or newer. It prints the server's reply, which holds the message id.".to_owned()],
    }
}
