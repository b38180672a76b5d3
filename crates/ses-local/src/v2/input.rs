//! JSON bodies.

use serde::de::DeserializeOwned;
use serde_json::Deserializer;

use super::objects::Objects;
use crate::{
    form::Form,
    refusal::{Check, Kind, Refusal},
};

/// Reads the members of an operation from its body.
pub(super) fn body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| serialization("expected UTF-8, but found other bytes"))?;
    let mut json = Deserializer::from_str(text);
    let input = T::deserialize(Objects(&mut json));
    input.and_then(|input| json.end().map(|()| input)).map_err(|error| {
        let problem = error.to_string();
        match in_words_of_aws(&problem) {
            Some(message) => serialization(&message).note(problem),
            None => serialization(&problem),
        }
    })
}

/// What AWS says of a member of another type than its model's (probes recorded
/// by floci-io/floci).
fn in_words_of_aws(problem: &str) -> Option<String> {
    let (found, expected) = problem.strip_prefix("invalid type: ")?.rsplit_once(", expected ")?;
    let word = found.split([' ', ',']).next()?;
    let scalar = match word {
        "integer" | "floating" => "NUMBER_VALUE",
        "boolean" if found.contains("true") => "TRUE_VALUE",
        "boolean" => "FALSE_VALUE",
        "string" => "STRING_VALUE",
        "sequence" => return Some("Start of list found where not expected".to_owned()),
        "map" => return Some("Start of structure or map found where not expected.".to_owned()),
        _ => return None,
    };
    match expected.split(' ').next()? {
        "a" if expected.starts_with("a string") => {
            Some(format!("{scalar} can not be converted to a String"))
        }
        "a" if expected.starts_with("a sequence") => Some("Expected list or null".to_owned()),
        "struct" => Some("Expected null".to_owned()),
        _ => None,
    }
}

/// The members in the query.
pub(super) fn parameters(query: Option<&str>) -> Result<Form, Refusal> {
    Form::parse(query.unwrap_or_default().as_bytes())
}

pub(super) fn serialization(problem: &str) -> Refusal {
    Refusal::new(Kind::Serialization, Check::Request, problem)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::body;

    #[derive(Debug, Deserialize)]
    struct Input {
        #[serde(rename = "Text")]
        _text: Option<String>,
        #[serde(rename = "List")]
        _list: Option<Vec<String>>,
        #[serde(rename = "Part")]
        _part: Option<Part>,
        #[serde(rename = "Parts")]
        _parts: Option<Vec<Part>>,
    }

    #[derive(Debug, Deserialize)]
    struct Part {}

    #[test]
    fn types_are_refused_in_the_words_of_aws() {
        for (json, expected) in [
            (r#"{"Text":5}"#, "NUMBER_VALUE can not be converted to a String"),
            (r#"{"Text":1.5}"#, "NUMBER_VALUE can not be converted to a String"),
            (r#"{"Text":true}"#, "TRUE_VALUE can not be converted to a String"),
            (r#"{"Text":false}"#, "FALSE_VALUE can not be converted to a String"),
            (r#"{"Text":["a, expected struct b"]}"#, "Start of list found where not expected"),
            (r#"{"Text":{}}"#, "Start of structure or map found where not expected."),
            (r#"{"List":"a"}"#, "Expected list or null"),
            (r#"{"List":[1]}"#, "NUMBER_VALUE can not be converted to a String"),
            (r#"{"Part":"a, expected a string"}"#, "Expected null"),
            (r#"{"Part":[]}"#, "Start of list found where not expected"),
            (r#"["text", [], {}]"#, "Start of list found where not expected"),
            (r#"{"Parts":[[]]}"#, "Start of list found where not expected"),
        ] {
            let refusal = body::<Input>(json.as_bytes()).unwrap_err();
            assert_eq!(refusal.message.as_deref(), Some(expected), "{json}");
        }
        assert!(body::<Input>(br#"{"Text":null,"List":null,"Part":null}"#).is_ok());
        let whole = br#"{"Text":"a","List":["a"],"Part":{"New":[1.5,{}]},"Parts":[{}],"New":[-1]}"#;
        assert!(body::<Input>(whole).is_ok());
        assert!(body::<Input>(b"{} {}").is_err());
    }
}
