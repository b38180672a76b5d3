//! Pages for people, in Markdown: the doc comments of rules and causes.

use std::ops::Range;

/// The paragraphs under the heading `name`, as one line each; under none if blank.
pub(crate) fn section(page: &str, name: &str) -> String {
    paragraphs(page.get(range(page, name)).unwrap_or_default())
}

/// The paragraphs of a section's `lines`, without Markdown.
pub(crate) fn plain(lines: &str) -> String {
    paragraphs(lines).replace('`', "")
}

fn paragraphs(lines: &str) -> String {
    let lines: Vec<_> = lines.lines().map(str::trim).collect();
    let paragraphs = lines.join("\n");
    let paragraphs: Vec<_> =
        paragraphs.trim().split("\n\n").map(|text| text.replace('\n', " ")).collect();
    paragraphs.join("\n")
}

/// The lines under a heading of a page, copied out of it by the compiler: what
/// shows a few sections of each page is not linked with the pages.
macro_rules! lines {
    ($page:expr, $name:literal) => {{
        const RANGE: std::ops::Range<usize> = $crate::page::range($page, $name);
        const LINES: [u8; RANGE.end - RANGE.start] = $crate::page::copy($page, RANGE.start);
        match str::from_utf8(&LINES) {
            Ok(lines) => lines,
            Err(_) => panic!("a line ends within a character"),
        }
    }};
}

pub(crate) use lines;

/// Where the lines under the heading `name` stand; before all headings if blank.
pub(crate) const fn range(page: &str, name: &str) -> Range<usize> {
    let page = page.as_bytes();
    let mut start = if name.is_empty() { Some(0) } else { None };
    let mut at = 0;
    while at < page.len() {
        let mut end = at;
        while end < page.len() && page[end] != b'\n' {
            end += 1;
        }
        if let [b'#', b' ', heading @ ..] = page.split_at(end).0.split_at(at).1.trim_ascii() {
            match start {
                Some(start) => return start..at,
                None if equal(heading, name.as_bytes()) => start = Some(end),
                None => {}
            }
        }
        at = end + 1;
    }
    match start {
        Some(start) => start..page.len(),
        None => page.len()..page.len(),
    }
}

/// `==`, which the compiler cannot run yet.
const fn equal(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// `N` bytes of the page from `start` on.
pub(crate) const fn copy<const N: usize>(page: &str, start: usize) -> [u8; N] {
    let mut lines = [0; N];
    let mut at = 0;
    while at < N {
        lines[at] = page.as_bytes()[start + at];
        at += 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_paragraphs() {
        let page =
            " Title,\n in `two` lines.\n\n # Why\n\n One.\n\n Two\n more.\n\n # Source\n RFC 1\n";
        assert_eq!(section(page, ""), "Title, in `two` lines.");
        assert_eq!(plain(&page[range(page, "")]), "Title, in two lines.");
        assert_eq!(section(page, "Why"), "One.\nTwo more.");
        assert_eq!(section(page, "Source"), "RFC 1");
        assert_eq!(section(page, "Example"), "");
        assert_eq!(section("", ""), "");
        assert_eq!(section("# Why", "Why"), "");
    }

    #[test]
    fn what_is_copied_out_is_the_section() {
        const PAGE: &str = " Ä\n # Why\n ö `x`\n\n ü\n # Whys\n z\n";
        assert_eq!(lines!(PAGE, ""), " Ä\n");
        assert_eq!(lines!(PAGE, "Why"), "\n ö `x`\n\n ü\n");
        assert_eq!(lines!(PAGE, "Whys"), "\n z\n");
        assert_eq!(lines!(PAGE, "Wh"), "");
        for name in ["", "Why", "Whys", "Wh"] {
            assert_eq!(section(PAGE, name).replace('`', ""), plain(&PAGE[range(PAGE, name)]));
        }
        assert_eq!(plain(lines!(PAGE, "Why")), "ö x\nü");
    }
}
