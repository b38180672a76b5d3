//! IAM's wildcards: `*` is any run of characters, `?` any one.

#[derive(Clone, Debug)]
pub(crate) struct Glob(Vec<char>);

impl Glob {
    pub(crate) fn new(pattern: &str) -> Self {
        Self(pattern.chars().collect())
    }

    /// Linear in the text for each star: no pattern can make it crawl.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let (pattern, text) = (&self.0, text.chars().collect::<Vec<_>>());
        let (mut at, mut read) = (0, 0);
        // Where the last star stood, and how far it has eaten.
        let mut star: Option<(usize, usize)> = None;
        while read < text.len() {
            match pattern.get(at) {
                Some('*') => {
                    star = Some((at, read));
                    at += 1;
                }
                Some(&expected) if expected == '?' || expected == text[read] => {
                    at += 1;
                    read += 1;
                }
                _ => match star {
                    Some((position, eaten)) => {
                        star = Some((position, eaten + 1));
                        at = position + 1;
                        read = eaten + 1;
                    }
                    None => return false,
                },
            }
        }
        pattern[at..].iter().all(|rest| *rest == '*')
    }
}

#[cfg(test)]
mod tests {
    use super::Glob;

    #[test]
    fn stars_and_question_marks() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("", "", true),
            ("", "a", false),
            ("ses:send*", "ses:sendrawemail", true),
            ("ses:send*email", "ses:sendrawemail", true),
            ("ses:send?mail", "ses:sendemail", true),
            ("ses:send?mail", "ses:sendrawemail", false),
            ("*@owner.example", "a@owner.example", true),
            ("*@owner.example", "a@owner.example.net", false),
            ("marketing+.*@owner.example", "marketing+x@owner.example", false),
            ("a*b*c", "a--b--b--c", true),
            ("a*b*c", "a--b--b--", false),
        ] {
            assert_eq!(Glob::new(pattern).matches(text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn many_stars_stay_quick() {
        let text = "a".repeat(5000);
        assert!(!Glob::new(&format!("{}b", "*a".repeat(50))).matches(&text));
    }
}
