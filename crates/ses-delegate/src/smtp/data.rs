//! What follows `DATA`.

/// The payload after `DATA`: every line of `message` ended by CRLF, a dot put
/// before each line that begins with one, and the line with a dot alone at the end.
///
/// A bare LF is taken for a line end; a bare CR stays as it is.
///
/// # Source
/// RFC 5321 sections 2.3.8, 4.1.1.4 and 4.5.2.
pub fn smtp_data(message: &[u8]) -> Vec<u8> {
    let mut data = Vec::with_capacity(message.len() + message.len() / 64 + 5);
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        // Only what an LF follows is part of a line end.
        let text =
            if text.len() < line.len() { text.strip_suffix(b"\r").unwrap_or(text) } else { text };
        if text.starts_with(b".") {
            data.push(b'.');
        }
        data.extend_from_slice(text);
        data.extend_from_slice(b"\r\n");
    }
    data.extend_from_slice(b".\r\n");
    data
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dots_are_stuffed_and_lines_ended() {
        for (message, data) in [
            ("", ".\r\n"),
            ("a", "a\r\n.\r\n"),
            ("a\r\n.\r\n..b\r\n", "a\r\n..\r\n...b\r\n.\r\n"),
            ("a\n.b\n", "a\r\n..b\r\n.\r\n"),
            ("a\rb\r", "a\rb\r\r\n.\r\n"),
            ("\r\n\r\n", "\r\n\r\n.\r\n"),
        ] {
            assert_eq!(String::from_utf8(smtp_data(message.as_bytes())).unwrap(), data);
        }
    }

    #[test]
    fn published_vectors() {
        let Some(path) = crate::shared::find("ses/data/smtp-data-vectors.json") else { return };
        let vectors = crate::shared::json(&path);
        let cases = vectors["cases"].as_array().unwrap();
        assert!(!cases.is_empty());
        for case in cases {
            let wire = smtp_data(case["message"].as_str().unwrap().as_bytes());
            assert_eq!(String::from_utf8(wire).unwrap(), case["wire"].as_str().unwrap());
        }
    }

    proptest! {
        /// A server that takes the dots away again has the message.
        #[test]
        fn a_server_reads_it_back(lines in prop::collection::vec("[.a ]{0,4}", 0..8)) {
            let message = lines.iter().flat_map(|line| [line, "\r\n"]).collect::<String>();
            let data = String::from_utf8(smtp_data(message.as_bytes())).unwrap();
            let mut read = String::new();
            let mut rest = data.as_str();
            loop {
                let (line, after) = rest.split_once("\r\n").unwrap();
                rest = after;
                if line == "." {
                    break;
                }
                read += line.strip_prefix('.').unwrap_or(line);
                read += "\r\n";
            }
            prop_assert_eq!(rest, "");
            prop_assert_eq!(read, message);
        }
    }
}
