use crate::error::quote;
use crate::preflight::case::Case;
use crate::preflight::letter::Header;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// One click is promised, and no `https:` URL is there to take it.
    ///
    /// # Why
    /// List-Unsubscribe-Post says that a POST to the URL of List-Unsubscribe is enough.
    /// Without an `https:` URL there is nothing to post to, and the promise is void.
    ///
    /// # Example
    /// `List-Unsubscribe: <mailto:leave@example.com>` with `List-Unsubscribe-Post`.
    ///
    /// # Use instead
    /// An `https:` URL that unsubscribes at a POST without asking further; or no
    /// one-click.
    ///
    /// # Source
    /// RFC 8058 section 3.1.
    "one-click-without-https", Error,
    explains: ["list_unsubscribe.one_click"] => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let post = letter.headers("List-Unsubscribe-Post").next();
    let Some(post) = post.filter(|_| !letter.refuses("listUnsubscribe")) else {
        return Vec::new();
    };
    let has_https = |header: &Header<'_>| header.value.to_ascii_lowercase().contains("<https://");
    if letter.headers("List-Unsubscribe").any(has_https) {
        return Vec::new();
    }
    let found = match letter.headers("List-Unsubscribe").next() {
        Some(header) => format!("List-Unsubscribe has no https URL: {}.", quote(&header.value)),
        None => "There is no List-Unsubscribe.".to_owned(),
    };
    vec![Hit::new(&post.field, found)]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn leave(url: &str, email: &str, one_click: bool) -> Sample {
    good().with(|draft| {
        draft.list_unsubscribe = Some(crate::draft::Unsubscribe {
            url: url.to_owned(),
            email: email.to_owned(),
            one_click,
        });
    })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![leave("", "leave@example.com", true), leave("", "", true)]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        leave("", "leave@example.com", false),
        leave("https://example.com/leave", "", true),
        leave("HTTPS://example.com/leave", "leave@example.com", true),
        // Told of as a URL that cannot be used.
        leave("http://example.com/leave", "", true),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preflight::letter::Letter;

    #[test]
    fn an_imported_message_may_have_one_without_the_other() {
        let Sample { draft, known } = good();
        let found = |unsubscribe: &'static str| {
            let mut letter = Letter::of_draft(&draft, &known);
            let headers = [
                ("list-unsubscribe", unsubscribe),
                ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            ];
            letter.headers = headers
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| Header {
                    field: "raw.headers".to_owned(),
                    name: name.into(),
                    value: value.into(),
                })
                .collect();
            let found = RULE.findings(&Case::new(letter, &known));
            found.into_iter().map(|finding| finding.found).collect::<Vec<_>>()
        };
        assert_eq!(found(""), ["There is no List-Unsubscribe."]);
        let http = "<http://example.com/leave>";
        assert_eq!(found(http), [format!("List-Unsubscribe has no https URL: \"{http}\".")]);
        assert!(found("<mailto:a@b.c>, <https://example.com/leave>").is_empty());
    }
}
