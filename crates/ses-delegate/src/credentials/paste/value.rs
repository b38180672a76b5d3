//! A value as it stands in the paste: quoted, bare, or broken over lines.

use zeroize::Zeroizing;

use super::name::Member;

/// The parts of the paste that are one value. They are borrowed: the only copy
/// is [`text`](Self::text), which is wiped.
#[derive(Clone)]
pub(super) struct Value<'a> {
    pieces: Vec<&'a str>,
    has_escapes: bool,
    pub(super) is_quoted: bool,
    /// Its quote is never closed.
    pub(super) is_open: bool,
    /// Blanks cut it in two.
    pub(super) is_broken: bool,
}

const QUOTES: [(&str, char); 6] =
    [("\\\"", '"'), ("\"", '"'), ("'", '\''), ("`", '`'), ("“", '”'), ("‘", '’')];

/// Ends of lines after which bash, PowerShell and cmd go on with the next one.
const CONTINUED: [char; 3] = ['\\', '`', '^'];

impl<'a> Value<'a> {
    /// A word without quotes.
    pub(super) fn bare(word: &'a str) -> Self {
        Self {
            pieces: vec![word],
            has_escapes: false,
            is_quoted: false,
            is_open: false,
            is_broken: false,
        }
    }

    /// The value with which `text` begins, and how many bytes it takes; none
    /// if a variable, a placeholder or code stands there.
    pub(super) fn read(text: &'a str, member: Member) -> Option<(Self, usize)> {
        let quote = QUOTES.iter().find(|(open, _)| text.starts_with(open));
        let (value, len) = match quote {
            Some((open, close)) => Self::read_quoted(&text[open.len()..], open, *close),
            None => Self::read_bare(text, member),
        };
        let first = value.pieces.first()?;
        let is_reference = first.starts_with(['$', '%', '<', '{', '('])
            || member == Member::Expiration && !first.starts_with(|c: char| c.is_ascii_digit());
        (!is_reference && value.len() > 0).then_some((value, len))
    }

    /// In bytes, as it stands there.
    pub(super) fn len(&self) -> usize {
        self.pieces.iter().map(|piece| piece.len()).sum()
    }

    /// The value, without what the paste's format added to it.
    pub(super) fn text(&self) -> Zeroizing<String> {
        // Enough from the start: growing would leave a copy behind.
        let mut text = Zeroizing::new(String::with_capacity(self.len()));
        for piece in &self.pieces {
            if self.has_escapes { unescape(piece, &mut text) } else { text.push_str(piece) }
        }
        text
    }

    fn read_quoted(text: &'a str, open: &str, close: char) -> (Self, usize) {
        let has_escapes = open == "\"" && text.contains('\\');
        let mut value = Self { has_escapes, is_quoted: true, ..Self::bare("") };
        value.pieces.clear();
        let mut at = 0;
        loop {
            let line = line(&text[at..]);
            if let Some(end) = closing(line, open, close) {
                value.pieces.push(line[..end].trim_end_matches('\\'));
                return (value, open.len() + at + end + close.len_utf8());
            }
            // Only a terminal breaks a quoted value, and only base64 is so long.
            if at > 0 && !is_base64(line.trim()) {
                value.is_open = true;
                value.pieces.truncate(1);
                // Blanks before the piece count, too.
                let end = |piece: &&str| piece.as_ptr().addr() - text.as_ptr().addr() + piece.len();
                let len = value.pieces.first().map_or(0, end);
                return (value, open.len() + len);
            }
            value.pieces.push(line.trim().trim_end_matches(CONTINUED));
            at += line.len();
            let Some(next) = after_line_end(&text[at..]) else {
                value.is_open = true;
                return (value, open.len() + at);
            };
            at += next + indent(&text[at + next..]);
        }
    }

    fn read_bare(text: &'a str, member: Member) -> (Self, usize) {
        let mut at = 0;
        let mut value = Self::bare("");
        value.pieces.clear();
        loop {
            let line = line(&text[at..]);
            let word = bare_word(line, member);
            let is_whole_line = line.trim_end().len() == word.len();
            let continued = is_whole_line && word.ends_with(CONTINUED);
            value.pieces.push(if continued { word.trim_end_matches(CONTINUED) } else { word });
            at += word.len();
            value.is_broken |= is_cut_by_blanks(&value, &line[word.len()..], member);
            let rest = &text[at..];
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            let Some(next) = after_line_end(&rest[blanks..]) else { return (value, at) };
            let next = blanks + next + indent(&rest[blanks + next..]);
            let wrapped = is_whole_line && value.goes_on(self::line(&rest[next..]), member);
            if !(continued || wrapped) {
                return (value, at);
            }
            at += next;
        }
    }

    /// Whether `line`, below this value, is its next part: a terminal broke it.
    fn goes_on(&self, line: &str, member: Member) -> bool {
        let (piece, so_far) = (line.trim(), self.len());
        if !is_base64(piece) || self.pieces.last().is_some_and(|piece| piece.ends_with('=')) {
            return false;
        }
        match member {
            Member::SecretAccessKey => so_far < SECRET && so_far + piece.len() == SECRET,
            // The last part may be as short as a word; then it must complete the base64.
            Member::SessionToken => {
                so_far >= SECRET
                    && (piece.len() >= 24 && piece.len() <= so_far
                        || so_far % 4 != 0 && (so_far + piece.len()).is_multiple_of(4))
            }
            _ => false,
        }
    }
}

/// Characters of a secret access key.
pub(super) const SECRET: usize = 40;

/// Where a bare value ends: mostly at a blank; moments may have blanks within.
fn bare_word(line: &str, member: Member) -> &str {
    let end = line.find(|c: char| match c {
        ';' | ',' | '<' | '>' | '|' | '"' | '\'' | ')' | '}' | '&' => true,
        ' ' => member != Member::Expiration,
        c => c.is_whitespace(),
    });
    let word = &line[..end.unwrap_or(line.len())];
    word.split(" #").next().unwrap_or(word).trim_end()
}

/// True if what follows on the line belongs to the value, to judge by its letters and length.
fn is_cut_by_blanks(value: &Value<'_>, rest: &str, member: Member) -> bool {
    let mut words = rest.split_whitespace().peekable();
    if words.peek().is_none() || !words.clone().all(is_base64) {
        return false;
    }
    let whole = value.len() + words.clone().map(str::len).sum::<usize>();
    match member {
        Member::SecretAccessKey => value.len() < SECRET && whole == SECRET,
        Member::SessionToken => words.any(|word| word.len() >= 16),
        _ => false,
    }
}

/// Where the quote ends on this line.
fn closing(line: &str, open: &str, close: char) -> Option<usize> {
    let mut escaped = false;
    line.char_indices().find_map(|(at, c)| {
        // Within an outer string the closing quote has its backslash, too.
        let ends = c == close && (!escaped || open == "\\\"");
        escaped = c == '\\' && !escaped;
        ends.then_some(at)
    })
}

fn unescape(piece: &str, text: &mut String) {
    let mut chars = piece.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('u') => {
                let code =
                    chars.as_str().get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok());
                if let Some(c) = code.and_then(char::from_u32) {
                    text.push(c);
                    chars.nth(3);
                }
            }
            Some(c) => text.push(c),
            None => {}
        }
    }
}

pub(super) fn is_base64(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b))
}

/// Up to where the line ends.
pub(super) fn line(text: &str) -> &str {
    text.split(['\r', '\n']).next().unwrap_or(text)
}

/// How long the end of the line is with which `text` begins.
pub(super) fn after_line_end(text: &str) -> Option<usize> {
    ["\r\n", "\n", "\r"].into_iter().find(|end| text.starts_with(end)).map(str::len)
}

fn indent(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}
