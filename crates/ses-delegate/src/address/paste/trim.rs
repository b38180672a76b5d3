//! The address in a word that has punctuation around it.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The punctuation before the address and behind it, in bytes.
pub(super) fn around(word: &str) -> (usize, usize) {
    let rest = word.trim_start_matches([
        '(', '[', '<', '>', '"', '“', '„', '«', '‘', '‚', '›', '•', '·', '–', '—', '¿', '¡',
    ]);
    let mut core = rest.trim_end_matches(is_end);
    let mut lead = word.len() - rest.len();
    // These may begin a local part; as one of a pair they are quotes.
    while let Some(mark) = core.chars().next().filter(|c| "'*_`|~{".contains(*c)) {
        let behind = &word[lead + core.len()..];
        if !behind.starts_with(if mark == '{' { '}' } else { mark }) {
            break;
        }
        lead += 1;
        core = &core[1..];
    }
    (lead, word.len() - lead - core.len())
}

/// What can end a sentence or a pair of brackets, but no domain.
fn is_end(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(
            c,
            '”' | '“'
                | '’'
                | '‘'
                | '»'
                | '«'
                | '…'
                | '。'
                | '．'
                | '｡'
                | '，'
                | '）'
                | '］'
                | '·'
        )
}

/// The address of a `mailto:` link, and where the link's question mark is.
///
/// # Source
/// RFC 6068 section 2.
pub(super) fn linked(text: &str) -> Option<(Cow<'_, str>, usize)> {
    let scheme = text.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"))?;
    let end = text.find('?').unwrap_or(text.len());
    let address = percent_decode_str(text.get(scheme.len()..end)?).decode_utf8().ok()?;
    Some((address, end))
}
