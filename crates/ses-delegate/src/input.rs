//! Operation inputs from JSON, by AWS's member names.

use serde::de::{DeserializeOwned, Error};

use crate::error::{ParseError, quote};

/// Reads `json` as `T`; what is wrong is named by its path, such as
/// `Destination.ToAddresses[2]`.
pub(crate) fn from_json<T: DeserializeOwned>(json: &str) -> Result<T, ParseError> {
    // serde would take a list for a structure, member by member.
    if !json.trim_start().starts_with('{') {
        return Err(wrong(&quote(json), ""));
    }
    let mut from = serde_json::Deserializer::from_str(json);
    let read = serde_path_to_error::deserialize(&mut from).map_err(|error| {
        let path = match error.path().to_string() {
            whole if whole == "." => String::new(),
            path => path,
        };
        wrong(&without_position(&error.into_inner()), &path)
    });
    let end = |input: T| match from.end() {
        Ok(()) => Ok(input),
        Err(error) => Err(wrong(&error.to_string(), "")),
    };
    read.and_then(end)
}

/// `serde_json` puts ` at line 1 column 2` behind what a type has to say.
fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&position).map_or(text.clone(), str::to_owned)
}

fn wrong(text: &str, path: &str) -> ParseError {
    let error = ParseError::from_text(text).unwrap_or_else(|| {
        ParseError::new("input.shape", "a JSON object with the operation's members", text)
    });
    if path.is_empty() { error } else { error.at(path) }
}

/// What a proven type says of a wrong value, in the words in which [`from_json`] finds it again.
pub(crate) fn refused<E: Error>(error: &ParseError) -> E {
    E::custom(format_args!("{error:#}"))
}

#[cfg(test)]
mod tests {
    use crate::operation::Operation as _;
    use crate::v1::SendEmail;

    const WHOLE: &str = r#"{
        "Source": "Ann <ann@example.com>",
        "Destination": { "ToAddresses": ["bob@example.org"] },
        "Message": { "Subject": { "Data": "s" }, "Body": { "Text": { "Data": "t" } } },
        "SourceArn": "arn:aws:ses:us-east-1:123456789012:identity/example.com",
        "Tags": [{ "Name": "a", "Value": "b" }]
    }"#;

    fn refusal(whole: &str, part: &str) -> (String, String, String) {
        let json = WHOLE.replace(whole, part);
        assert_ne!(json, WHOLE);
        let error = SendEmail::from_json(&json).unwrap_err();
        (error.code().to_owned(), error.field().to_owned(), error.found().to_owned())
    }

    #[test]
    fn members_by_awss_names() {
        let input = SendEmail::from_json(WHOLE).unwrap();
        assert_eq!(input.source.address.as_str(), "ann@example.com");
        assert_eq!(input.tags[0].value.as_str(), "b");
    }

    #[test]
    fn wrong_values_are_named_by_their_path() {
        let of = |whole, part| {
            let (code, field, _) = refusal(whole, part);
            (code, field)
        };
        let at = |code: &str, field: &str| (code.to_owned(), field.to_owned());
        assert_eq!(
            of("bob@example.org\"", "bob@example.org\", \"bob\""),
            at("address.syntax", "Destination.ToAddresses[1]")
        );
        assert_eq!(of("arn:aws", "arn:azure"), at("arn.partition", "SourceArn"));
        assert_eq!(of("\"Value\": \"b\"", "\"Value\": \"b c\""), at("tag.text", "Tags[0].Value"));
        assert_eq!(of("\"bob@example.org\"", ""), at("recipients.none", "Destination"));
        let (code, field, found) = refusal("\"Data\": \"t\"", "\"Data\": 5");
        assert_eq!((code, field), at("input.shape", "Message.Body.Text.Data"));
        assert!(found.contains("integer `5`"), "{found}");
        let (_, _, found) = refusal("\"Tags\"", "\"Tag\"");
        assert!(found.contains("unknown field `Tag`"), "{found}");
        let (_, _, found) = refusal("\"Tags\"", "\"Source\": \"a@b.c\", \"Tags\"");
        assert!(found.contains("duplicate field `Source`"), "{found}");
        assert_eq!(refusal("}]\n    }", "}]\n    } x").0, "input.shape");
        for json in ["", "[]", "[\"ann@example.com\"]", "null", "\"{}\""] {
            let error = SendEmail::from_json(json).unwrap_err();
            assert_eq!((error.code(), error.field()), ("input.shape", ""), "{json}");
        }
    }
}
