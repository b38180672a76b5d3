//! IAM's wildcards: `*` is any run of characters, `?` any one.

#[derive(Clone, Debug, Default)]
pub(crate) struct Glob(Vec<Token>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Any,
    One,
    Literal(char),
}

impl Glob {
    pub(crate) fn new(pattern: &str) -> Self {
        let mut glob = Self::default();
        glob.push_pattern(pattern);
        glob
    }

    /// Appends text whose `*` and `?` are wildcards.
    pub(super) fn push_pattern(&mut self, pattern: &str) {
        self.0.extend(pattern.chars().map(|character| match character {
            '*' => Token::Any,
            '?' => Token::One,
            other => Token::Literal(other),
        }));
    }

    /// Appends text that stands for itself.
    pub(super) fn push_literal(&mut self, text: &str) {
        self.0.extend(text.chars().map(Token::Literal));
    }

    /// Cuts at the first five colons, as ARNs are cut.
    pub(super) fn arn_fields(&self) -> Vec<Self> {
        let fields = self.0.splitn(6, |token| *token == Token::Literal(':'));
        fields.map(|field| Self(field.to_vec())).collect()
    }

    /// Linear in the text for each star: no pattern can make it crawl.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let (pattern, text) = (&self.0, text.chars().collect::<Vec<_>>());
        let (mut at, mut read) = (0, 0);
        // Where the last star stood, and how far it has eaten.
        let mut star: Option<(usize, usize)> = None;
        while read < text.len() {
            match pattern.get(at) {
                Some(Token::Any) => {
                    star = Some((at, read));
                    at += 1;
                }
                Some(token) if *token == Token::One || *token == Token::Literal(text[read]) => {
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
        pattern[at..].iter().all(|rest| *rest == Token::Any)
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

    #[test]
    fn a_literal_star_is_a_star() {
        let mut glob = Glob::new("a");
        glob.push_literal("*");
        assert!(glob.matches("a*"));
        assert!(!glob.matches("ab"));
    }
}
