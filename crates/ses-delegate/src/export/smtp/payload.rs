//! What follows DATA, for a client that has none of its own.

use super::Script;
use crate::export::{Export, ExportFile, ExportForm};

pub(super) fn write(script: &Script<'_>) -> Export {
    let mail = script.mail;
    let recipients = script.recipients("> RCPT TO:<");
    Export {
        form: ExportForm::SmtpData,
        files: vec![ExportFile { name: "message.data", content: mail.data() }],
        command: String::new(),
        environment: &[],
        notes: vec![format!(
            "Say MAIL FROM:<{}>, RCPT TO:<{recipients}>, DATA, then the file as it is: its lines end in CRLF, its dots are doubled, and the dot at its end is part of it.",
            mail.mail_from
        )],
    }
}
