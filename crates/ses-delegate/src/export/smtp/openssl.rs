//! `openssl s_client`, and the shell as the SMTP client.

use super::{Script, beginning, quoted, sent_by_script};
use crate::export::{Export, ExportFile, ExportForm};

pub(super) fn write(script: &Script<'_>) -> Export {
    let Script { mail, server } = script;
    let head = beginning(
        "Sends message.data through Amazon SES by SMTP over TLS, with nothing but openssl.",
    );
    let place = quoted(&format!("{}:{}", server.host, server.tls_port));
    let host = quoted(&server.host);
    let from = quoted(&format!("MAIL FROM:<{}>", mail.mail_from));
    let to = script
        .for_each(|address| format!("say {}\nexpect 25\n", quoted(&format!("RCPT TO:<{address}>"))))
        .concat();
    let text = format!(
        r#"{head}
pipes=$(mktemp -d)
trap 'rm -rf "$pipes"' EXIT
mkfifo "$pipes/to" "$pipes/from"
openssl s_client -quiet -verify_return_error -verify_hostname {host} \
  -connect {place} <"$pipes/to" >"$pipes/from" 2>"$pipes/log" &
exec 3>"$pipes/to" 4<"$pipes/from"

say() {{ printf '%s\r\n' "$1" >&3; }}

# Reads a reply, whose last line has a space behind its code.
expect() {{
  while IFS= read -r reply <&4; do
    case $reply in
      "$1"-* | "$1"?-*) ;;
      "$1"*) return ;;
      *) break ;;
    esac
  done
  printf 'the server said: %s\n' "${{reply:-nothing}}" >&2
  cat "$pipes/log" >&2
  exit 1
}}

expect 220
say 'EHLO localhost'
expect 250
say "AUTH PLAIN $(printf '\0%s\0%s' "$SES_SMTP_USERNAME" "$SES_SMTP_PASSWORD" | openssl base64 -A)"
expect 235
say {from}
expect 250
{to}say DATA
expect 354
cat message.data >&3
expect 250
printf '%s\n' "$reply"
say QUIT
"#
    );
    let message = ExportFile { name: "message.data".into(), content: mail.data() };
    sent_by_script(
        ExportForm::OpensslSmtp,
        text,
        message,
        "Needs OpenSSL 1.1 or newer. It prints the server's reply, which holds the message id.",
    )
}
