//! Several mailboxes in one line of text.

/// Splits at commas, semicolons, tabs and line breaks that stand outside quotes
/// and angle brackets; blank entries fall away, nothing else is changed.
pub fn split_list(text: &str) -> Vec<&str> {
    let mut entries = Vec::new();
    let (mut start, mut quoted, mut bracketed, mut escaped) = (0, false, false, false);
    for (at, c) in text.char_indices() {
        if std::mem::take(&mut escaped) && !matches!(c, '\n' | '\r') {
            continue;
        }
        match c {
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '<' if !quoted => bracketed = true,
            '>' if !quoted => bracketed = false,
            '\n' | '\r' => {
                // No quote spans lines: a stray one must not swallow what follows.
                (quoted, bracketed) = (false, false);
                entries.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            ',' | ';' | '\t' if !quoted && !bracketed => {
                entries.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    entries.push(&text[start..]);
    entries.retain(|entry| !entry.trim().is_empty());
    entries.into_iter().map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_keep_their_commas() {
        assert_eq!(
            split_list("\"Doe, John\" <j@x.y>, a@b.c;\n d@e.f\r\n\n\"a\\\",b\" <k@x.y>,"),
            ["\"Doe, John\" <j@x.y>", "a@b.c", "d@e.f", "\"a\\\",b\" <k@x.y>"]
        );
        // A row out of a spreadsheet.
        assert_eq!(split_list("a@b.c\td@e.f"), ["a@b.c", "d@e.f"]);
        assert_eq!(split_list(" , ;\n"), Vec::<&str>::new());
        assert_eq!(split_list("\"open, a@b.c\nd@e.f"), ["\"open, a@b.c", "d@e.f"]);
        assert_eq!(split_list("\"open\\\nd@e.f"), ["\"open\\", "d@e.f"]);
    }
}
