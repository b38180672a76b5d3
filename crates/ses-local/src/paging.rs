//! Lists in pages, and the tokens that name the next one.
//!
//! A token belongs to the kind of thing listed, the account and the Region:
//! the lists of v1 and v2 take each other's, and refuse all others.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{
    call::Call,
    refusal::{Check, Kind, Refusal},
};

/// One page, and the token of the next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<String>,
}

/// A token that no list of this kind gave out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UnknownToken;

/// The page of `size` that follows `token`. Items are listed by their keys,
/// which must differ; an empty token is none.
pub(crate) fn page<T>(
    call: &Call<'_>,
    kind: &str,
    mut items: Vec<(String, T)>,
    size: usize,
    token: Option<&str>,
) -> Result<Page<T>, UnknownToken> {
    let scope = format!("{kind} {} {} ", call.account(), call.region);
    items.sort_by(|(a, _), (b, _)| a.cmp(b));
    let start = match token.filter(|token| !token.is_empty()) {
        None => 0,
        Some(token) => {
            let last = read(&scope, token).ok_or(UnknownToken)?;
            items.partition_point(|(key, _)| *key <= last)
        }
    };
    let more = items.len() > start.saturating_add(size);
    let chosen: Vec<(String, T)> = items.into_iter().skip(start).take(size).collect();
    let next = chosen
        .last()
        .filter(|_| more)
        .map(|(key, _)| URL_SAFE_NO_PAD.encode(format!("{scope}{key}")));
    Ok(Page { items: chosen.into_iter().map(|(_, item)| item).collect(), next })
}

fn read(scope: &str, token: &str) -> Option<String> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    text.strip_prefix(scope).map(str::to_owned)
}

/// A page size of v1, a number in a form.
pub(crate) fn v1_size(given: Option<&str>) -> Result<Option<i32>, Refusal> {
    let Some(text) = given else { return Ok(None) };
    if text.is_empty() {
        let message = "missing value for decimal type";
        return Err(Refusal::new(Kind::MalformedInput, Check::Request, message));
    }
    let size = text.parse().map_err(|_| Refusal::silent(Kind::MalformedInput, Check::Request))?;
    Ok(Some(size))
}

/// A page size of v2, a number in the query.
pub(crate) fn v2_size(given: Option<&str>) -> Result<Option<i32>, Refusal> {
    let Some(text) = given.filter(|text| !text.is_empty()) else { return Ok(None) };
    let size = text.parse().map_err(|_| {
        let message = format!("'{text}' can not be converted to Integer");
        Refusal::new(Kind::Serialization, Check::Request, message)
    })?;
    Ok(Some(size))
}

/// The size of a page, if it is 1 to `max`; `default` if none is given.
pub(crate) fn within(size: Option<i32>, default: usize, max: usize) -> Option<usize> {
    match size {
        None => Some(default),
        Some(size) => usize::try_from(size).ok().filter(|size| (1..=max).contains(size)),
    }
}
