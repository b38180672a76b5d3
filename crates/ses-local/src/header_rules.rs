//! What SES demands of header fields and attachment names.

use mail_parser::MimeHeaders;

use crate::{
    header_block::HeaderBlock,
    parsed::Parsed,
    refusal::{Check, Refusal},
};

/// Refuses nameless headers, names that are none, and doubles of headers that may
/// occur once.
///
/// A body that starts without an empty line before it is refused by its first
/// colon (Swiftmailer-Transport--AWS-SES#13).
pub(crate) fn check(block: &HeaderBlock<'_>) -> Result<(), Refusal> {
    let mut seen = [false; SINGLE.len()];
    for field in &block.fields {
        let name = field.name();
        if name.is_empty() {
            return Err(Refusal::invalid(Check::Headers, "Empty header names are illegal."));
        }
        // JavaMail trims names on both sides.
        let name = name.trim_ascii();
        if field.has_colon() && !name.iter().all(u8::is_ascii_graphic) {
            let message = format!("Illegal header '{}'.", String::from_utf8_lossy(name));
            return Err(Refusal::invalid(Check::Headers, message));
        }
        let single = SINGLE.iter().position(|single| name.eq_ignore_ascii_case(single.as_bytes()));
        let Some(index) = single.filter(|_| field.has_colon()) else { continue };
        if std::mem::replace(&mut seen[index], true) {
            let message = format!("Duplicate header '{}'.", SINGLE[index]);
            return Err(Refusal::invalid(Check::Headers, message));
        }
    }
    Ok(())
}

/// Refuses files by their extension, as SES's mail scanner does.
pub(crate) fn check_attachments(message: &[u8]) -> Result<(), Refusal> {
    // Most messages name no file: they need not be read to the end of every part.
    if !message.windows(4).any(|letters| letters.eq_ignore_ascii_case(b"name")) {
        return Ok(());
    }
    let Some(message) = Parsed::of(message) else { return Ok(()) };
    for name in message.parts.iter().filter_map(|part| part.attachment_name()) {
        let extension =
            name.rsplit_once('.').map(|(_, extension)| extension.trim().to_ascii_lowercase());
        if extension.is_some_and(|extension| BLOCKED.contains(&extension.as_str())) {
            let message = format!("Illegal filename '{name}'.");
            return Err(Refusal::invalid(Check::Attachments, message));
        }
    }
    Ok(())
}

/// Developer Guide, "Amazon SES header fields": at most one of each.
const SINGLE: [&str; 59] = [
    "Accept-Language",
    "acceptLanguage",
    "Archived-At",
    "Auto-Submitted",
    "Bounces-to",
    "Comments",
    "Content-Alternative",
    "Content-Base",
    "Content-Class",
    "Content-Description",
    "Content-Disposition",
    "Content-Duration",
    "Content-ID",
    "Content-Language",
    "Content-Length",
    "Content-Location",
    "Content-MD5",
    "Content-Transfer-Encoding",
    "Content-Type",
    "Date",
    "Delivered-To",
    "Disposition-Notification-Options",
    "Disposition-Notification-To",
    "DKIM-Signature",
    "DomainKey-Signature",
    "Errors-To",
    "From",
    "Importance",
    "In-Reply-To",
    "Keywords",
    "List-Archive",
    "List-Help",
    "List-Id",
    "List-Owner",
    "List-Post",
    "List-Subscribe",
    "List-Unsubscribe",
    "Message-Context",
    "Message-ID",
    "MIME-Version",
    "Organization",
    "Original-From",
    "Original-Message-ID",
    "Original-Recipient",
    "Original-Subject",
    "Precedence",
    "Priority",
    "References",
    "Reply-To",
    "Return-Path",
    "Return-Receipt-To",
    "Sender",
    "Solicitation",
    "Sensitivity",
    "Subject",
    "Thread-Index",
    "Thread-Topic",
    "User-Agent",
    "VBR-Info",
];

/// Developer Guide, "Unsupported attachment types".
const BLOCKED: [&str; 90] = [
    "ade", "adp", "app", "asp", "bas", "bat", "cer", "chm", "cmd", "com", "cpl", "crt", "csh",
    "der", "exe", "fxp", "gadget", "hlp", "hta", "inf", "ins", "isp", "its", "js", "jse", "ksh",
    "lib", "lnk", "mad", "maf", "mag", "mam", "maq", "mar", "mas", "mat", "mau", "mav", "maw",
    "mda", "mdb", "mde", "mdt", "mdw", "mdz", "msc", "msh", "msh1", "msh2", "mshxml", "msh1xml",
    "msh2xml", "msi", "msp", "mst", "ops", "pcd", "pif", "plg", "prf", "prg", "reg", "scf", "scr",
    "sct", "shb", "shs", "sys", "ps1", "ps1xml", "ps2", "ps2xml", "psc1", "psc2", "tmp", "url",
    "vb", "vbe", "vbs", "vps", "vsmacros", "vss", "vst", "vsw", "vxd", "ws", "wsc", "wsf", "wsh",
    "xnk",
];
