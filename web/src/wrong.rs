//! What is wrong with the draft, as the form says it.

use ses_delegate::{Draft, ParseError};

use crate::field::{Field, NO_CID};
use crate::place::is_reachable;
use crate::text::{Word, fill, t};

/// A wrong field, and a sentence about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// Where it is to be mended; none if no field of the form is to blame.
    pub(crate) field: Option<Field>,
    pub(crate) text: String,
}

impl From<&ParseError> for Wrong {
    fn from(error: &ParseError) -> Self {
        let field = Field::of(error);
        let was_emptied =
            matches!(field, Some(Field::FileCid(_))) && error.found().contains(NO_CID);
        let found = if was_emptied { t(Word::Nothing) } else { error.found() };
        let text = fill(Word::Expected, &[("expected", error.expected()), ("found", found)]);
        Self { field, text }
    }
}

/// All that the core finds, and an endpoint that this page cannot reach.
pub(crate) fn all(errors: &[ParseError], draft: &Draft) -> Vec<Wrong> {
    let mut all: Vec<Wrong> = Vec::with_capacity(errors.len());
    for error in errors {
        // Two emptied Content-IDs are not one name given twice.
        let is_told = error.code() == "content_id.twice" && error.found().contains(NO_CID);
        if !is_told {
            all.push(error.into());
        }
    }
    let endpoint = Some(Field::Endpoint);
    let typed = draft.endpoint.trim();
    if !typed.is_empty() && !is_reachable(typed) && all.iter().all(|wrong| wrong.field != endpoint)
    {
        let text = fill(Word::UnreachableEndpoint, &[("endpoint", typed)]);
        all.push(Wrong { field: endpoint, text });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use ses_delegate::{File, Stamp, UnixTime, prepare};

    fn errors(draft: &Draft) -> Vec<ParseError> {
        let stamp = Stamp { at: UnixTime::from_seconds(0).unwrap(), nonce: [0; 16] };
        prepare(draft, &stamp).err().unwrap_or_default()
    }

    #[test]
    fn errors_are_sentences() {
        let blank = crate::compose::blank();
        let all = all(&errors(&blank), &blank);
        assert_eq!(all[0].field, Some(Field::SourceArn));
        assert!(all[0].text.starts_with("Expected an identity ARN"), "{}", all[0].text);
        assert!(all[0].text.ends_with("but found nothing."), "{}", all[0].text);
    }

    #[test]
    fn an_emptied_content_id_is_nothing() {
        let file = File { filename: "a".into(), ..File::default() };
        let mut draft = Draft { attachments: vec![file.clone(), file], ..Draft::default() };
        Field::FileCid(0).write(&mut draft, "");
        Field::FileCid(1).write(&mut draft, " ");
        let all = all(&errors(&draft), &draft);
        let texts: Vec<_> = all
            .iter()
            .filter(|wrong| matches!(wrong.field, Some(Field::FileCid(_))))
            .map(|wrong| wrong.text.as_str())
            .collect();
        assert_eq!(texts.len(), 2);
        assert!(texts.iter().all(|text| text.ends_with("but found nothing.")), "{texts:?}");
    }

    #[test]
    fn an_endpoint_out_of_reach_is_wrong_once() {
        for (typed, count) in
            [("", 0), ("http://localhost:1", 0), ("https://evil.example", 1), ("http://x", 1)]
        {
            let draft = Draft { endpoint: typed.into(), ..crate::compose::blank() };
            let all = all(&errors(&draft), &draft);
            let found = all.iter().filter(|wrong| wrong.field == Some(Field::Endpoint)).count();
            assert_eq!(found, count, "{typed}");
        }
    }
}
