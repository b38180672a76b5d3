//! `curl smtps://`.

use super::{Script, beginning, quoted, sent_by_script};
use crate::export::{Export, ExportFile, ExportForm};

pub(super) fn write(script: &Script<'_>) -> Export {
    let Script { mail, server } = script;
    let head = beginning("Sends message.eml through Amazon SES by SMTP over TLS.");
    let url = quoted(&format!("smtps://{}:{}", server.host, server.tls_port));
    let from = quoted(mail.mail_from.as_str());
    let to = script.for_each(|address| format!("  --mail-rcpt {} \\\n", quoted(address))).concat();
    let text = format!(
        r#"{head}
# Secrets by standard input, since others can read a command's arguments. SES takes a
# repeated mail for a second one: no retry, whatever ~/.curlrc says.
printf '%s:%s\n' "$SES_SMTP_USERNAME" "$SES_SMTP_PASSWORD" |
  sed 's/[\\"]/\\&/g; s/.*/user = "&"/' |
  curl --config - --silent --show-error --retry 0 --url {url} \
  --mail-from {from} \
{to}  --upload-file message.eml
"#
    );
    let message = ExportFile { name: "message.eml".into(), content: mail.message.clone() };
    sent_by_script(
        ExportForm::CurlSmtp,
        text,
        message,
        "Needs curl 7.55 or newer. It prints nothing on success: the message id stands in the server's reply, which curl shows with --verbose, and with it the password.",
    )
}
