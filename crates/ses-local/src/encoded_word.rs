//! RFC 2047 words, for display and for `ses:FromDisplayName`.

/// Decodes the words in `text`; text without any stays as it is.
pub(crate) fn decode(text: &str) -> String {
    if !text.contains("=?") {
        return text.to_owned();
    }
    let header = format!("Subject: {text}\r\n\r\n");
    let message = mail_parser::MessageParser::default().parse(header.as_bytes());
    message.as_ref().and_then(|message| message.subject()).unwrap_or(text).to_owned()
}
