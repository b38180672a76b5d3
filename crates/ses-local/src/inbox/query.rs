//! The parameters of `/messages` and `/refusals`.

use std::time::Duration;

use percent_encoding::percent_decode_str;

use crate::store::{Place, Search};

/// The longest a request may wait, in seconds.
const MAX_WAIT: u64 = 300;
/// Of one page, and without `limit`, too.
const MAX_LIMIT: usize = 1000;

/// A request for a list: what fits, and how many must before it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Query {
    pub search: Search,
    /// How long to wait until there are `count` of them.
    pub wait: Option<Duration>,
    pub count: usize,
}

/// A parameter that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QueryError {
    pub parameter: String,
    pub problem: String,
}

impl Query {
    pub(super) fn parse(text: Option<&str>) -> Result<Self, QueryError> {
        let mut query = Self { search: Search::all(MAX_LIMIT), wait: None, count: 1 };
        let mut seen = Vec::new();
        for pair in text.unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decode(name)?, decode(value)?);
            if seen.contains(&name) {
                return Err(error(&name, "expected it once, but found it again"));
            }
            query.take(&name, &value)?;
            seen.push(name);
        }
        Ok(query)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), QueryError> {
        let search = &mut self.search;
        let lower = || Some(value.to_lowercase());
        match name {
            "q" => {
                let lower = value.to_lowercase();
                search.words = lower.split_whitespace().map(str::to_owned).collect();
            }
            "to" => search.to = lower(),
            "from" => search.from = lower(),
            "subject" => search.subject = lower(),
            "account" => search.account = Some(value.to_owned()),
            "region" => search.region = Some(value.to_owned()),
            "before" => search.before = Some(place(name, value)?),
            "since" => search.since = Some(place(name, value)?),
            "limit" => search.limit = size(name, value, MAX_LIMIT)?,
            "count" => self.count = size(name, value, MAX_LIMIT)?,
            "wait" => self.wait = Some(Duration::from_secs(number(name, value, 0, MAX_WAIT)?)),
            _ => {
                let expected = "expected q, to, from, subject, account, region, before, since, \
                                limit, count or wait";
                return Err(error(name, expected));
            }
        }
        Ok(())
    }
}

/// A sequence number, or an id: those are no numbers.
fn place(name: &str, value: &str) -> Result<Place, QueryError> {
    if value.is_empty() {
        return Err(error(name, "expected an id or a sequence number, but found nothing"));
    }
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        return number(name, value, 0, u64::MAX).map(Place::Sequence);
    }
    Ok(Place::Id(value.to_owned()))
}

fn size(name: &str, value: &str, most: usize) -> Result<usize, QueryError> {
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    number(name, value, 1, most).map(|number| usize::try_from(number).unwrap_or(usize::MAX))
}

fn number(name: &str, value: &str, least: u64, most: u64) -> Result<u64, QueryError> {
    let found = value.parse().ok().filter(|number| (least..=most).contains(number));
    found.ok_or_else(|| {
        error(name, &format!("expected a number from {least} to {most}, but found '{value}'"))
    })
}

fn decode(text: &str) -> Result<String, QueryError> {
    let spaced = text.replace('+', " ");
    match percent_decode_str(&spaced).decode_utf8() {
        Ok(decoded) => Ok(decoded.into_owned()),
        Err(_) => Err(error(text, "expected UTF-8, but found other bytes")),
    }
}

fn error(parameter: &str, problem: &str) -> QueryError {
    QueryError { parameter: parameter.to_owned(), problem: problem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read() {
        let query = Query::parse(Some(
            "q=Hello+Wor%6Cd&to=A%40b&limit=5&since=7&before=0100-a&wait=2&count=3",
        ))
        .unwrap();
        assert_eq!(query.search.words, ["hello", "world"]);
        assert_eq!(query.search.to.as_deref(), Some("a@b"));
        assert_eq!((query.search.limit, query.search.since), (5, Some(Place::Sequence(7))));
        assert_eq!(query.search.before, Some(Place::Id("0100-a".to_owned())));
        assert_eq!((query.wait, query.count), (Some(Duration::from_secs(2)), 3));
        assert_eq!(Query::parse(None).unwrap().search, Search::all(1000));
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        for (text, parameter, problem) in [
            ("limit=0", "limit", "from 1 to 1000, but found '0'"),
            ("wait=soon", "wait", "found 'soon'"),
            ("wait=301", "wait", "from 0 to 300"),
            ("qq=x", "qq", "expected q, to"),
            ("q=a&q=b", "q", "once"),
            ("since=", "since", "found nothing"),
            ("q=%FF", "%FF", "UTF-8"),
        ] {
            let error = Query::parse(Some(text)).unwrap_err();
            assert_eq!(error.parameter, parameter, "{text}");
            assert!(error.problem.contains(problem), "{text}: {}", error.problem);
        }
    }
}
