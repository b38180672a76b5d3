//! Tokens of a paste, without a gap.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Spaces, and a line end before an angle bracket (a folded header).
    Blank,
    /// The end of a line or of a cell.
    Break,
    Comma,
    Semicolon,
    /// Behind a name: of a group or of a header.
    Colon,
    /// `"…"`.
    Quoted,
    /// `(…)`.
    Comment,
    /// `<…>`.
    Angle,
    Word,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) at: usize,
    pub(super) text: &'a str,
    pub(super) kind: Kind,
}

impl<'a> Token<'a> {
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// True for a blank, a comma, a bullet, a dash: what says nothing by itself.
    pub(super) fn is_mark(&self) -> bool {
        matches!(self.kind, Kind::Blank | Kind::Comma) || are_marks(self.text)
    }

    /// Between the marks of a quoted string, a comment or angle brackets.
    pub(super) fn inner(&self) -> &'a str {
        self.text.get(1..self.text.len() - 1).unwrap_or_default()
    }
}

/// True for punctuation alone, which is nobody's name.
pub(super) fn are_marks(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_punctuation() || c == ' ' || "•·–—…".contains(c))
}

/// No quoted string, comment or angle bracket is longer, in bytes: a stray mark swallows little,
/// and takes little time.
const LONGEST: usize = 1000;

pub(super) fn lex(paste: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < paste.len() {
        let (kind, len) = token(&paste[at..]);
        tokens.push(Token { at, text: &paste[at..at + len], kind });
        at += len;
    }
    tokens
}

/// Kind and length of the token with which `text` begins; `text` is not empty.
fn token(text: &str) -> (Kind, usize) {
    let first = text.chars().next().unwrap_or_default();
    let one = first.len_utf8();
    match first {
        '\r' | '\n' | '\t' => {
            let line_end = if text.starts_with("\r\n") { 2 } else { 1 };
            let blanks = run(text, |c| is_blank(c) || matches!(c, '\t' | '\r' | '\n'));
            let indented = first == '\t' || text[line_end..].starts_with([' ', '\t']);
            if indented && text[blanks..].starts_with('<') {
                (Kind::Blank, blanks)
            } else {
                (Kind::Break, line_end)
            }
        }
        c if is_blank(c) => (Kind::Blank, run(text, is_blank)),
        ',' | '，' | '、' => (Kind::Comma, one),
        ';' | '；' => (Kind::Semicolon, one),
        ':' => (Kind::Colon, one),
        '"' => match quoted(text) {
            Some(len) if !text[len..].starts_with('@') => (Kind::Quoted, len),
            Some(len) => (Kind::Word, len + word(&text[len..])),
            None => (Kind::Word, word(text)),
        },
        '(' => match comment(text) {
            Some(len) => (Kind::Comment, len),
            None => (Kind::Word, word(text)),
        },
        '<' => match angle(text) {
            Some(len) => (Kind::Angle, len),
            None => (Kind::Word, one),
        },
        _ => (Kind::Word, word(text)),
    }
}

/// Also those that are seen by nobody, as word processors and web pages leave them.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\t' | '\n' | '\r')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn run(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|c| !of(c)).unwrap_or(text.len())
}

/// A word ends at blanks and marks, and before the colon of a label.
fn word(text: &str) -> usize {
    let mut has_at = false;
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let ends = match c {
            ',' | '，' | '、' | ';' | '；' | '<' => true,
            '(' => at > 0 && comment(rest).is_some(),
            ':' => at > 0 && !has_at && ends_label(&text[..at], &rest[1..]),
            c => c.is_whitespace() || is_blank(c),
        };
        if ends && at > 0 {
            return at;
        }
        has_at |= c == '@';
    }
    text.len()
}

/// Whether the colon between the two is that of `To: …` or `Team:ann@example.com`,
/// and not of a link or of 12:30.
fn ends_label(before: &str, after: &str) -> bool {
    // No further than an address reaches, or many colons would take their time squared.
    let ends =
        |(at, c): &(usize, char)| *at > LONGEST || c.is_whitespace() || matches!(c, ';' | ',');
    let next = after.char_indices().find(ends).map_or(after, |(at, _)| &after[..at]);
    !before.eq_ignore_ascii_case("mailto")
        && !next.starts_with("//")
        && (next.is_empty() || next.contains('@') || next.starts_with(['<', '"', '(']))
}

/// How long the quoted string is; `""` within it is a quote, as in CSV.
fn quoted(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\r' | '\n' => return None,
            '\\' => {
                let _ = chars.next_if(|(_, c)| !matches!(c, '\r' | '\n'));
            }
            '"' if chars.next_if(|(_, c)| *c == '"').is_none() => return Some(at + 1),
            _ if at > LONGEST => return None,
            _ => {}
        }
    }
    None
}

/// How long the comment is, with those within it.
fn comment(text: &str) -> Option<usize> {
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, c) in text.char_indices().take_while(|(at, _)| *at <= LONGEST) {
        match c {
            '\r' | '\n' => return None,
            _ if escaped => {
                escaped = false;
                continue;
            }
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

fn angle(text: &str) -> Option<usize> {
    let mut inner = text.char_indices().skip(1).take_while(|(at, _)| *at <= LONGEST);
    let (at, end) = inner.find(|(_, c)| matches!(c, '>' | '<' | '\r' | '\n'))?;
    (end == '>').then_some(at + 1)
}
