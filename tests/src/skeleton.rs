//! The skeleton of a message: the names of its headers and those of its parts,
//! read line by line and with nothing of the core's.

/// A message, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skeleton {
    /// The names of its headers, in order and as written.
    pub names: Vec<String>,
    /// What a multipart holds; nothing in a single part.
    pub parts: Vec<Skeleton>,
}

impl Skeleton {
    /// How many parts hold no further ones.
    pub fn leaves(&self) -> usize {
        match self.parts.as_slice() {
            [] => 1,
            parts => parts.iter().map(Self::leaves).sum(),
        }
    }
}

/// Reads `message`.
///
/// # Errors
/// What no message may hold (RFC 5322 sections 2.1.1 and 2.3, RFC 2045 section
/// 2.7): 8-bit bytes, NUL, bare CR or LF, lines over 998; and what breaks the
/// structure: a line that is no header, a boundary that is never closed.
pub fn read(message: &[u8]) -> Result<Skeleton, String> {
    let text = str::from_utf8(message).map_err(|error| error.to_string())?;
    if let Some(c) = text.chars().find(|c| !c.is_ascii() || *c == '\0') {
        return Err(format!("{c:?} in the message"));
    }
    let lines: Vec<&str> = text.split("\r\n").collect();
    for line in &lines {
        if line.contains(['\r', '\n']) {
            return Err(format!("a bare line end in {line:?}"));
        }
        if line.len() > 998 {
            return Err(format!("a line of {} bytes", line.len()));
        }
    }
    part(&lines)
}

fn part(lines: &[&str]) -> Result<Skeleton, String> {
    let end = lines.iter().position(|line| line.is_empty()).unwrap_or(lines.len());
    let (head, body) = lines.split_at(end);
    let mut headers: Vec<(&str, String)> = Vec::new();
    for line in head {
        if line.starts_with([' ', '\t']) {
            let (_, value) = headers.last_mut().ok_or("a block that begins with a folded line")?;
            value.push_str(line);
        } else {
            let (name, value) = line.split_once(':').ok_or(format!("{line:?} is no header"))?;
            if name.is_empty() || !name.bytes().all(|b| b.is_ascii_graphic()) {
                return Err(format!("{name:?} is no header name"));
            }
            headers.push((name, value.to_owned()));
        }
    }
    let names = headers.iter().map(|(name, _)| (*name).to_owned()).collect();
    let content_type = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let parts = match content_type.and_then(|(_, value)| boundary(value)) {
        None => Vec::new(),
        Some(boundary) => parts(body, boundary)?,
    };
    Ok(Skeleton { names, parts })
}

/// The `boundary` of a `multipart/…` type. Those of the core need no escapes.
fn boundary(content_type: &str) -> Option<&str> {
    if !content_type.trim_start().to_ascii_lowercase().starts_with("multipart/") {
        return None;
    }
    let (_, rest) = content_type.split_once("boundary=\"")?;
    rest.split('"').next()
}

fn parts(body: &[&str], boundary: &str) -> Result<Vec<Skeleton>, String> {
    let (open, close) = (format!("--{boundary}"), format!("--{boundary}--"));
    let mut parts = Vec::new();
    let mut begin = None;
    for (at, line) in body.iter().enumerate() {
        // White space may follow a delimiter (RFC 2046 section 5.1.1).
        let line = line.trim_end();
        if line == open || line == close {
            if let Some(begin) = begin {
                parts.push(part(&body[begin..at])?);
            }
            begin = Some(at + 1);
        }
        if line == close {
            return Ok(parts);
        }
    }
    Err(format!("{boundary} is never closed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_folded_headers() {
        let message = "A: 1\r\nContent-Type: multipart/mixed;\r\n boundary=\"x\"\r\n\r\nnothing\r\n--x\r\n\
             B: 2\r\n\r\nbody\r\n--x\r\nContent-Type: multipart/related; boundary=\"y\"\r\n\r\n--y\r\n\r\n\r\n--y--\r\n\
             --x-- \r\n";
        let read = read(message.as_bytes()).unwrap();
        assert_eq!(read.names, ["A", "Content-Type"]);
        assert_eq!(read.parts[0].names, ["B"]);
        assert_eq!((read.parts.len(), read.leaves()), (2, 2));
    }

    #[test]
    fn what_breaks_a_message_is_an_error() {
        for message in [
            "A: 1\nB: 2\r\n\r\n",
            "A: 1\rB: 2\r\n\r\n",
            "A: \0\r\n\r\n",
            "A: é\r\n\r\n",
            "no header\r\n\r\n",
            " A: 1\r\n\r\n",
            "A B: 1\r\n\r\n",
            "Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\n\r\n",
            &"x".repeat(999),
        ] {
            assert!(read(message.as_bytes()).is_err(), "{message:?}");
        }
    }
}
