//! What a search for words reads in a message.

use mail_parser::PartType;

use crate::{encoded_word, header_block::HeaderBlock, parsed::Parsed};

/// Names and decoded values of the header fields, and the texts and HTML of
/// all parts, in lower case; what stands in attached files is left out.
pub(super) fn of(raw: &[u8]) -> String {
    let mut text = String::new();
    for field in &HeaderBlock::parse(raw).fields {
        text.push_str(&String::from_utf8_lossy(field.name()));
        text.push_str(": ");
        text.push_str(&encoded_word::decode(&field.value()));
        text.push('\n');
    }
    let message = Parsed::of(raw);
    for part in message.iter().flat_map(|message| &message.parts) {
        if let PartType::Text(body) | PartType::Html(body) = &part.body {
            text.push_str(body);
            text.push('\n');
        }
    }
    text.to_lowercase()
}
