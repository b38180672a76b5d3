//! swaks, a command for testing SMTP servers.

use super::{Script, beginning, quoted, sent_by_script};
use crate::export::{Export, ExportFile, ExportForm};

pub(super) fn write(script: &Script<'_>) -> Export {
    let Script { mail, server } = script;
    let head = beginning("Sends message.data through Amazon SES by SMTP.");
    let (host, port) = (quoted(&server.host), server.starttls_port);
    let (from, to) = (quoted(mail.mail_from.as_str()), quoted(&script.recipients(",")));
    let text = format!(
        r#"{head}
# By the environment, since others can read a command's arguments.
export SWAKS_OPT_auth_user="$SES_SMTP_USERNAME"
export SWAKS_OPT_auth_password="$SES_SMTP_PASSWORD"

# --no-data-fixup: the file is sent as it is, dots and end included.
exec swaks --server {host} --port {port} --tls --tls-verify --auth PLAIN \
  --auth-hide-password --suppress-data --no-data-fixup \
  --from {from} \
  --to {to} \
  --data @message.data
"#
    );
    let message = ExportFile { name: "message.data".into(), content: mail.data() };
    sent_by_script(
        ExportForm::Swaks,
        text,
        message,
        "Needs swaks 20201014 or newer with Perl's Net::SSLeay. It checks the server's certificate, but not that it is of that host.",
    )
}
