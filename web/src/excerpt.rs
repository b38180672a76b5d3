//! Long texts, cut down to what a person can read.

use crate::files::grouped;

/// A line of the raw message as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Row<'a> {
    Line {
        number: usize,
        text: &'a str,
        part: Part,
    },
    /// The blank line that ends the message's header block.
    HeaderEnd,
    /// Lines left out.
    Left {
        lines: usize,
        what: Omitted,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// A line of the message's header block.
    Header,
    /// One that SES reads and removes.
    SesHeader,
    Body,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Omitted {
    Base64,
    Text,
}

/// Runs of base64 up to this length are shown whole.
const RUN: usize = 20;
/// Lines shown of a longer run, before and after the gap.
const HEAD: usize = 3;
const TAIL: usize = 1;
/// Most rows that a page can show and stay quick.
const ROWS: usize = 3_000;

/// The lines of `mime`, with long runs of base64 folded.
pub(crate) fn rows(mime: &str) -> Vec<Row<'_>> {
    let lines: Vec<&str> = mime.split("\r\n").collect();
    let lines = match lines.split_last() {
        Some((&"", rest)) => rest,
        _ => &lines,
    };
    let mut rows = Vec::new();
    let mut in_header = true;
    let mut ses = false;
    let mut at = 0;
    while let Some(&text) = lines.get(at) {
        if rows.len() >= ROWS {
            rows.push(Row::Left { lines: lines.len() - at, what: Omitted::Text });
            break;
        }
        let run = if in_header { 0 } else { base64_run(&lines[at..]) };
        if run > RUN {
            let line = |at: usize| Row::Line { number: at + 1, text: lines[at], part: Part::Body };
            rows.extend((at..at + HEAD).map(line));
            rows.push(Row::Left { lines: run - HEAD - TAIL, what: Omitted::Base64 });
            rows.extend((at + run - TAIL..at + run).map(line));
            at += run;
            continue;
        }
        if in_header && text.is_empty() {
            in_header = false;
            rows.push(Row::HeaderEnd);
        } else {
            // A folded line belongs to the header above it.
            ses = if text.starts_with([' ', '\t']) {
                ses
            } else {
                text.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("x-ses-"))
            };
            let part = match (in_header, ses) {
                (true, true) => Part::SesHeader,
                (true, false) => Part::Header,
                (false, _) => Part::Body,
            };
            rows.push(Row::Line { number: at + 1, text, part });
        }
        at += 1;
    }
    rows
}

/// How many of `lines`, from the first on, are one run of base64.
fn base64_run(lines: &[&str]) -> usize {
    let is_base64 = |line: &str| {
        !line.is_empty() && line.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b))
    };
    let full = lines.iter().take_while(|line| line.len() == 76 && is_base64(line)).count();
    match lines.get(full) {
        Some(last) if full > 0 && last.len() < 76 && is_base64(last) => full + 1,
        _ => full,
    }
}

/// `value`, or its beginning and its `length`.
pub(crate) fn shortened(value: &str, length: u64) -> (String, Option<String>) {
    const LONGEST: usize = 160;
    const SHOWN: usize = 96;
    if value.len() <= LONGEST {
        return (value.to_owned(), None);
    }
    let shown: String = value.chars().take(SHOWN).collect();
    (format!("{shown}…"), Some(grouped(length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(rows: &[Row<'_>]) -> Vec<usize> {
        rows.iter()
            .filter_map(|row| match row {
                Row::Line { number, .. } => Some(*number),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn the_first_blank_line_ends_the_header_block() {
        let rows = rows("X-SES-SOURCE-ARN: a\r\nSubject: b\r\n c\r\n\r\nX-SES-: body\r\n\r\nend");
        let line = |number, text, part| Row::Line { number, text, part };
        assert_eq!(
            rows,
            [
                line(1, "X-SES-SOURCE-ARN: a", Part::SesHeader),
                line(2, "Subject: b", Part::Header),
                line(3, " c", Part::Header),
                Row::HeaderEnd,
                line(5, "X-SES-: body", Part::Body),
                line(6, "", Part::Body),
                line(7, "end", Part::Body),
            ]
        );
    }

    #[test]
    fn long_base64_is_folded_and_numbers_stay_true() {
        let full = "A".repeat(76);
        let mut lines = vec!["H: x", ""];
        lines.extend(std::iter::repeat_n(full.as_str(), 100));
        lines.extend(["QUJD", "--b--"]);
        let text = lines.join("\r\n");
        let rows = rows(&text);
        assert_eq!(numbers(&rows), [1, 3, 4, 5, 103, 104]);
        assert!(rows.contains(&Row::Left { lines: 97, what: Omitted::Base64 }));
    }

    #[test]
    fn a_short_run_and_prose_stay_whole() {
        let full = "A".repeat(76);
        let text = format!("H: x\r\n\r\n{}", [full.as_str(); 20].join("\r\n"));
        assert_eq!(numbers(&rows(&text)).len(), 21);
        let prose = format!("H: x\r\n\r\n{}", ["word"; 50].join("\r\n"));
        assert_eq!(numbers(&rows(&prose)).len(), 51);
        let endless = format!("H: x\r\n\r\n{}", "word\r\n".repeat(ROWS * 2));
        assert_eq!(rows(&endless).len(), ROWS + 1);
    }

    #[test]
    fn long_values_show_their_length() {
        assert_eq!(shortened("short", 5), ("short".to_owned(), None));
        let (text, length) = shortened(&"é".repeat(5000), 10_000);
        assert_eq!(text.chars().count(), 97);
        assert_eq!(length.as_deref(), Some("10,000"));
    }
}
