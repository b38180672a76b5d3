//! The message as a file, for a program that sends raw mail.

use super::{Export, ExportFile, ExportForm};
use crate::draft::ReadDraft;
use crate::error::ParseError;
use crate::smtp::SmtpMail;
use crate::stamp::Stamp;

/// The message that tells by X-SES headers what requests tell by parameters.
///
/// # Errors
/// Those of [`SmtpMail::write`].
pub(super) fn write(read: &ReadDraft<'_>, stamp: &Stamp) -> Result<Export, ParseError> {
    let mail = SmtpMail::write(read, stamp)?;
    let mut notes = vec![
        "SES alone reads the X-SES headers at its top, and takes them away; any other server would pass them on.".to_owned(),
        "It has its Date and its Message-ID. By the SES API it goes as it is, by SMTP once its dots are doubled.".to_owned(),
    ];
    let hidden = read.message.recipients.bcc();
    if !hidden.is_empty() {
        let hidden: Vec<_> = hidden.iter().map(|mailbox| mailbox.address.as_str()).collect();
        notes.push(format!(
            "Its Bcc recipients stand nowhere in it; the envelope must name them: {}.",
            hidden.join(", ")
        ));
    }
    Ok(Export {
        form: ExportForm::Eml,
        files: vec![ExportFile { name: "message.eml".into(), content: mail.message }],
        command: String::new(),
        environment: &[],
        notes,
    })
}
