//! Pages for people, in Markdown: the doc comments of rules and causes.

/// The paragraphs under the heading `name`, as one line each; under none if blank.
pub(crate) fn section(page: &str, name: &str) -> String {
    let mut lines = page.lines().map(str::trim);
    if !name.is_empty() {
        let _ = lines.find(|line| line.strip_prefix("# ") == Some(name));
    }
    let found: Vec<_> = lines.take_while(|line| !line.starts_with("# ")).collect();
    let paragraphs = found.join("\n");
    let paragraphs: Vec<_> =
        paragraphs.trim().split("\n\n").map(|text| text.replace('\n', " ")).collect();
    paragraphs.join("\n")
}

/// The same without Markdown.
pub(crate) fn plain(page: &str, name: &str) -> String {
    section(page, name).replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_paragraphs() {
        let page =
            " Title,\n in `two` lines.\n\n # Why\n\n One.\n\n Two\n more.\n\n # Source\n RFC 1\n";
        assert_eq!(section(page, ""), "Title, in `two` lines.");
        assert_eq!(plain(page, ""), "Title, in two lines.");
        assert_eq!(section(page, "Why"), "One.\nTwo more.");
        assert_eq!(section(page, "Source"), "RFC 1");
        assert_eq!(section(page, "Example"), "");
    }
}
