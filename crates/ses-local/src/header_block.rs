//! The header block of a message: fields as they stand, byte for byte.

/// The fields before the first empty line, and the rest from that line on.
///
/// Lines end at CRLF, LF or a bare CR, as `JavaMail` reads them: what a later
/// program may take for a line end is one here.
#[derive(Clone, Debug)]
pub(crate) struct HeaderBlock<'a> {
    pub fields: Vec<Field<'a>>,
    /// The empty line and the body; empty if the message is headers only.
    pub rest: &'a [u8],
}

/// One field with its folded lines and line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field<'a> {
    pub raw: &'a [u8],
}

impl<'a> HeaderBlock<'a> {
    pub(crate) fn parse(message: &'a [u8]) -> Self {
        let mut fields: Vec<Field<'a>> = Vec::new();
        let mut start = 0;
        let mut field_start = 0;
        while start < message.len() {
            let line = line_at(message, start);
            if is_empty_line(line) {
                break;
            }
            let end = start + line.len();
            let folded = matches!(line.first(), Some(b' ' | b'\t'));
            match fields.last_mut() {
                Some(field) if folded => field.raw = &message[field_start..end],
                _ => {
                    field_start = start;
                    fields.push(Field { raw: line });
                }
            }
            start = end;
        }
        Self { fields, rest: &message[start..] }
    }

    /// The fields called `name`, in any case.
    pub(crate) fn named<'s>(&'s self, name: &'s str) -> impl Iterator<Item = Field<'a>> + 's {
        self.fields.iter().copied().filter(move |field| field.is(name))
    }

    /// The first field called `name`: with SES's own headers the first wins.
    pub(crate) fn first(&self, name: &str) -> Option<Field<'a>> {
        self.named(name).next()
    }
}

impl<'a> Field<'a> {
    /// The bytes before the colon, without blanks at their end; a line without
    /// a colon is all name.
    pub(crate) fn name(&self) -> &'a [u8] {
        let end = self.raw.iter().position(|byte| *byte == b':').unwrap_or(self.raw.len());
        self.raw[..end].trim_ascii_end()
    }

    pub(crate) fn has_colon(&self) -> bool {
        self.raw.contains(&b':')
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.has_colon() && self.name().eq_ignore_ascii_case(name.as_bytes())
    }

    /// The value, unfolded and trimmed; bytes that are no UTF-8 become U+FFFD,
    /// which no address and no ARN may contain.
    pub(crate) fn value(&self) -> String {
        let start = self
            .raw
            .iter()
            .position(|byte| *byte == b':')
            .map_or(self.raw.len(), |colon| colon + 1);
        let text = String::from_utf8_lossy(&self.raw[start..]);
        let lines: Vec<&str> = text.split(['\r', '\n']).filter(|line| !line.is_empty()).collect();
        lines.concat().trim().to_owned()
    }
}

/// The line that starts at `start`, with its line end.
fn line_at(message: &[u8], start: usize) -> &[u8] {
    let rest = &message[start..];
    let Some(end) = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) else { return rest };
    let length = if rest[end] == b'\r' && rest.get(end + 1) == Some(&b'\n') { 2 } else { 1 };
    &rest[..end + length]
}

fn is_empty_line(line: &[u8]) -> bool {
    matches!(line, b"\r\n" | b"\n" | b"\r")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(message: &str) -> Vec<String> {
        let block = HeaderBlock::parse(message.as_bytes());
        block
            .fields
            .iter()
            .map(|field| String::from_utf8_lossy(field.name()).into_owned())
            .collect()
    }

    #[test]
    fn fields_end_at_the_first_empty_line() {
        let message = b"A: 1\r\nB : 2\r\n\tmore\r\n\r\nC: 3\r\n";
        let block = HeaderBlock::parse(message);
        assert_eq!(names("A: 1\r\nB : 2\r\n\tmore\r\n\r\nC: 3\r\n"), ["A", "B"]);
        assert_eq!(block.first("b").unwrap().value(), "2\tmore");
        assert_eq!(block.rest, b"\r\nC: 3\r\n");
        let whole: Vec<u8> =
            block.fields.iter().flat_map(|field| field.raw).chain(block.rest).copied().collect();
        assert_eq!(whole, message);
    }

    #[test]
    fn every_line_end_counts() {
        assert_eq!(names("A: 1\nB: 2\rC: 3\r\n\rD: 4"), ["A", "B", "C"]);
        assert_eq!(names("A: 1\n\nB: 2"), ["A"]);
    }

    #[test]
    fn odd_input_is_kept() {
        assert_eq!(names(""), Vec::<String>::new());
        assert_eq!(names("\r\nA: 1"), Vec::<String>::new());
        assert_eq!(names(" folded first\r\nA: 1"), [" folded first", "A"]);
        assert_eq!(names("no colon\r\n: empty\r\n"), ["no colon", ""]);
        assert!(!HeaderBlock::parse(b"From\r\n").fields[0].is("From"));
    }
}
