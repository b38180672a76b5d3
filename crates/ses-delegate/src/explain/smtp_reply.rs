//! A reply of an SMTP server.

/// A reply of an SMTP server, of one line or several.
///
/// # Source
/// RFC 5321 section 4.2; RFC 2034 (enhanced codes).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SmtpReply {
    /// The three digits; none if the text has none.
    pub(super) code: Option<u16>,
    /// The texts of all lines, without codes.
    pub(super) text: String,
}

impl SmtpReply {
    pub(super) fn read(reply: &str) -> Self {
        let mut code = None;
        let mut texts = Vec::new();
        for line in reply.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match coded(line) {
                Some((found, text)) if code.is_none_or(|code| code == found) => {
                    code = Some(found);
                    texts.push(without_enhanced(text));
                }
                _ => texts.push(line),
            }
        }
        Self { code, text: texts.join(" ").trim().to_owned() }
    }
}

/// `554-text`, `554 text` or `554`.
fn coded(line: &str) -> Option<(u16, &str)> {
    let (digits, rest) = line.split_at_checked(3)?;
    let code = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())??;
    let text = match rest.chars().next() {
        None => rest,
        Some('-' | ' ') => &rest[1..],
        Some(_) => return None,
    };
    (200..600).contains(&code).then_some((code, text.trim()))
}

/// Without `5.7.1` at the beginning.
fn without_enhanced(text: &str) -> &str {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let numbers: Vec<_> = first.split('.').collect();
    let is_number =
        |text: &&str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if numbers.len() == 3 && numbers.iter().all(is_number) { rest.trim() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_one_text() {
        for (reply, code, text) in [
            ("554 Message rejected: a", Some(554), "Message rejected: a"),
            ("554-Message\r\n554 rejected", Some(554), "Message rejected"),
            ("554-5.7.1 Message\r\n554 5.7.1 rejected\r\n", Some(554), "Message rejected"),
            ("454 4.7.0", Some(454), ""),
            ("535", Some(535), ""),
            ("5541 x", None, "5541 x"),
            ("099 x", None, "099 x"),
            ("Message rejected", None, "Message rejected"),
            ("554-a\n250 b", Some(554), "a 250 b"),
            ("554 1.2 is short", Some(554), "1.2 is short"),
            ("", None, ""),
            ("é54 x", None, "é54 x"),
        ] {
            assert_eq!(SmtpReply::read(reply), SmtpReply { code, text: text.into() }, "{reply:?}");
        }
    }
}
